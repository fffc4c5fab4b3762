"""What a workflow asks of workers: activities, with time limits and attempts."""

from __future__ import annotations

import datetime

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

from attempts import TIMEOUT_MARGIN
from tasks import Task
from temporal_orders import Finish, Order, RunContext, RunPlan, StepPlan

LOST_WORKERS = 5  # of one task; Metaflow itself allows no more attempts
HEARTBEAT = datetime.timedelta(seconds=10)  # a dead worker is noticed after this long
LONGEST = datetime.timedelta(days=5)  # of a step without @timeout, as in Metaflow
WAIT = workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED
PARAMETERS_TASK = "_parameters"  # Metaflow's name, which no step can have
FINISH = "_finish"


async def begin_run(context: RunContext) -> RunPlan:
    plan: RunPlan = await workflow.execute_activity(
        PARAMETERS_TASK,
        context,
        result_type=RunPlan,
        activity_id=PARAMETERS_TASK,
        summary=context.pathspec,
        start_to_close_timeout=LONGEST,
        heartbeat_timeout=HEARTBEAT,
        retry_policy=retry_policy(1),
        cancellation_type=WAIT,
    )
    return plan


async def run_task(order: Order, plan: StepPlan) -> Task:
    request, own_queue = order.request, workflow.info().task_queue
    # Metaflow's own limit, and ours after it, act before Temporal's.
    limit = datetime.timedelta(seconds=plan.timeout + 2 * TIMEOUT_MARGIN)
    task: Task = await workflow.execute_activity(
        request.step,
        order,
        result_type=Task,
        activity_id=request.path,
        summary=request.label,
        task_queue=f"{own_queue}-{plan.queue}" if plan.queue else None,
        start_to_close_timeout=limit if plan.timeout else LONGEST,
        heartbeat_timeout=HEARTBEAT,
        retry_policy=retry_policy(plan.attempts),
        cancellation_type=WAIT,
    )
    return task


async def finish_run(last: Finish) -> None:
    """Whatever comes of it: how the run has ended is known by now."""
    try:
        await workflow.execute_activity(
            FINISH,
            last,
            activity_id=FINISH,
            start_to_close_timeout=LONGEST,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=retry_policy(1),
            cancellation_type=WAIT,
        )
    except ActivityError as failure:
        workflow.logger.warning("Metaflow could not finish the run: %s", failure.cause)


def retry_policy(attempts: int) -> RetryPolicy:
    """For lost workers: a step that fails says itself when to try again, if at all."""
    return RetryPolicy(
        initial_interval=datetime.timedelta(seconds=0.1),
        backoff_coefficient=1.0,
        maximum_attempts=attempts + LOST_WORKERS,
    )
