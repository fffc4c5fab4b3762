"""The flow as a workflow: deterministic, since Temporal replays it from its history."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import math
from collections import Counter
from typing import Any, NoReturn

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError
from temporalio.workflow import NondeterminismError

from attempts import TIMEOUT_MARGIN
from options import RunOptions
from program import PROGRAM, WORKFLOW, flow
from settings import ENGINE, STEPS
from tasks import Branch, Run, RunFailed, Task, TaskRequest, together
from temporal_orders import (
    Finish,
    Order,
    Part,
    PartOutcome,
    RunContext,
    RunOutcome,
    RunPlan,
    StepPlan,
    packed,
    packed_ends,
    unpacked_ends,
    words_of_input,
)
from temporal_visibility import FLOW_ATTRIBUTE, RUN_ATTRIBUTE

# To change any of these numbers, or what a verb below asks of Temporal and when, is to
# break the runs that are under way: a new protocol keeps them with their old workers.
PROTOCOL = 1
VERSION = f"{PROTOCOL}-{PROGRAM}"
OPEN_ACTIVITIES = (100, 1000)  # of one workflow, at least and at most
OPEN_PARTS = 10
EVENTS = 30_000  # of one workflow's history; Temporal's limit is 51,200
EVENTS_OF_TASK = 6  # at most: its activity has three, a workflow task three more
PART_SIZE = 500  # items of a foreach that one child workflow runs
PARTS = 200  # children of one foreach, each of which may have as many
LOST_WORKERS = 5  # of one task; Metaflow itself allows no more attempts
HEARTBEAT = datetime.timedelta(seconds=10)  # a dead worker is noticed after this long
LONGEST = datetime.timedelta(days=5)  # of a step without @timeout, as in Metaflow
WAIT = workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED
PARAMETERS_TASK = "_parameters"  # Metaflow's name, which no step can have
FINISH = "_finish"


class TemporalEngine:
    """Each task is an activity, which Temporal repeats as Metaflow would."""

    def __init__(self, context: RunContext) -> None:
        self.context = context
        least, most = OPEN_ACTIVITIES
        self.slots = asyncio.Semaphore(
            min(most, max(least, context.options.max_workers))
        )
        self.running = Counter[str]()

    async def execute(self, request: TaskRequest) -> Task:
        context = self.context
        inputs = tuple(packed(request.inputs))
        order = Order(
            context.run_id,
            context.options,
            context.has_history,
            dataclasses.replace(request, inputs=inputs),
        )
        plan = context.plans.get(request.step, StepPlan())
        async with self.slots:
            self.running[request.step] += 1
            try:
                return await activity_task(order, plan)
            finally:
                self.running[request.step] -= 1


async def activity_task(order: Order, plan: StepPlan) -> Task:
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


def retry_policy(attempts: int) -> RetryPolicy:
    """For lost workers: a step that fails says itself when to try again, if at all."""
    return RetryPolicy(
        initial_interval=datetime.timedelta(seconds=0.1),
        backoff_coefficient=1.0,
        maximum_attempts=attempts + LOST_WORKERS,
    )


class TemporalRun(Run):
    """The verbs, within the limits of a workflow's history."""

    def __init__(self, context: RunContext, outcome: PartOutcome | None = None) -> None:
        self.temporal = TemporalEngine(context)
        super().__init__(self.temporal, context.options.max_num_splits)
        self.reserved = 0  # events, for items that have begun and not ended
        self.parts = asyncio.Semaphore(OPEN_PARTS)
        self.done = Counter[str](outcome.tasks if outcome else {})
        self.artifacts = dict[str, list[str]](outcome.artifacts if outcome else {})

    @property
    def context(self) -> RunContext:
        return self.temporal.context

    @property
    def room(self) -> int:
        """Events that nothing is going to need yet."""
        return EVENTS - workflow.info().get_current_history_length() - self.reserved

    async def execute(self, request: TaskRequest) -> Task:
        task = await self.temporal.execute(request)
        self.done[task.step] += 1
        if task.step not in self.artifacts:
            self.artifacts[task.step] = list(task.artifacts)
            workflow.set_current_details(self.details())
        return task

    async def items(
        self, parent: Task, body: Branch, first: int, last: int
    ) -> list[Task]:
        """Runs items in this workflow while there is room, else in child workflows."""
        count, events_of_item = last - first, EVENTS_OF_TASK * len(STEPS)
        events = count * events_of_item
        if events <= self.room or count <= 1:
            self.reserved += events
            try:
                return await super().items(parent, body, first, last)
            finally:
                self.reserved -= events
        size = max(1, min(PART_SIZE, EVENTS // 2 // events_of_item))
        size = max(size, math.ceil(count / PARTS))
        parts = [
            Part(self.context, parent, body.__name__, at, min(at + size, last))
            for at in range(first, last, size)
        ]
        outcomes = await together([self.part(each) for each in parts])
        return [end for each in outcomes for end in unpacked_ends(each.ends)]

    async def loop(self, name: str, after: Task) -> Task:
        task = await self.step(name, after)
        while task.chosen == name:
            if self.room < EVENTS_OF_TASK:
                outcome = await self.part(Part(self.context, task, ""))
                assert outcome.turn
                task = outcome.turn
            else:
                task = await self.step(name, task)
        return task

    async def part(self, part: Part) -> PartOutcome:
        parent, what = workflow.info().workflow_id, f"{part.after.task_id}"
        if part.body:
            what = f"{what} {part.first}-{part.last - 1}"
        async with self.parts:
            outcome: PartOutcome = await workflow.execute_child_workflow(
                PART_TYPE,
                part,
                id=f"{parent}/{what}",
                result_type=PartOutcome,
                parent_close_policy=workflow.ParentClosePolicy.REQUEST_CANCEL,
                static_summary=f"{part.body or part.after.step} of {what}",
            )
        self.done.update(outcome.tasks)
        self.artifacts = {**outcome.artifacts, **self.artifacts}
        return outcome

    def outcome(self, ends: list[Task], turn: Task | None = None) -> PartOutcome:
        return PartOutcome(packed_ends(ends), turn, dict(self.done), self.artifacts)

    def details(self) -> str:
        """In Markdown, for Temporal's UI; what it shows is asked of a worker."""
        lines = [f"**{self.context.pathspec}**", "", "```python"]
        lines += [retrieval(self.context.pathspec), "```", ""]
        lines += [f"* `{step}`: {', '.join(a)}" for step, a in self.artifacts.items()]
        return "\n".join(lines)

    def progress(self) -> dict[str, dict[str, int]]:
        return {
            step: {"done": self.done[step], "running": self.temporal.running[step]}
            for step in STEPS
            if self.done[step] or self.temporal.running[step]
        }


def retrieval(pathspec: str) -> str:
    return (
        f"from metaflow import Run, namespace\nnamespace(None)\nrun = Run({pathspec!r})"
    )


PART_TYPE = f"{WORKFLOW}.part"


@workflow.defn(name=PART_TYPE)
class PartWorkflow:
    """A child of a run, which is too long for one history."""

    @workflow.run
    async def run(self, part: Part) -> PartOutcome:
        run = TemporalRun(part.context, part.outcome)
        try:
            if part.body:
                body: Branch = globals()[part.body]
                ends = await run.items(part.after, body, part.first, part.last)
                return run.outcome(ends)
            return run.outcome([], await turns(run, part))
        except (Exception, asyncio.CancelledError) as error:
            raise_failure(error)


async def turns(run: TemporalRun, part: Part) -> Task:
    """Goes on with a loop; a new execution takes over when the history is long."""
    task = part.after
    while task.chosen == task.step:
        if run.room < EVENTS // 2:
            rest = dataclasses.replace(part, after=task, outcome=run.outcome([]))
            workflow.continue_as_new(rest)
        task = await run.step(task.step, task)
    return task


@workflow.defn(name=WORKFLOW)
class FlowWorkflow:
    """One execution is one Metaflow run; its input are the flow's parameters."""

    def __init__(self) -> None:
        self.current: TemporalRun | None = None

    @workflow.run
    async def run(
        self,
        parameters: Any = None,
        options: RunOptions | None = None,
        version: str | None = None,
    ) -> RunOutcome:
        if version not in (None, VERSION):
            # This fails no run: it waits for a worker that has the right file.
            raise RuntimeError(f"The run began with version {version} of the flow")
        info, given = workflow.info(), options or RunOptions()
        has_history = info.run_id != info.first_execution_run_id  # after a reset
        context = RunContext(
            f"{ENGINE}-{info.first_execution_run_id}",
            dataclasses.replace(given, parameters=()),
            has_history or given.resume_from is not None,
        )
        tell_name(context)
        plan = RunPlan({}, False)
        try:
            words = (*words_of_input(parameters), *given.parameters)
            order = dataclasses.replace(
                context, options=dataclasses.replace(given, parameters=words)
            )
            plan = await self.begin(order)
            context = dataclasses.replace(context, plans=plan.steps)
            self.current = TemporalRun(context)
            timeout = given.workflow_timeout
            await in_time(flow(self.current), timeout)
        except (Exception, asyncio.CancelledError) as error:
            if plan.has_finish:
                await finish_run(Finish(context, False))
            raise_failure(error)
        if plan.has_finish:
            await finish_run(Finish(context, True))
        return RunOutcome(
            context.pathspec,
            dict(self.current.done),
            self.current.artifacts,
            retrieval(context.pathspec),
        )

    async def begin(self, context: RunContext) -> RunPlan:
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

    @workflow.query
    def progress(self) -> dict[str, dict[str, int]]:
        """Tasks of each step that are done, and that are running."""
        return self.current.progress() if self.current else {}


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


def tell_name(context: RunContext) -> None:
    """To who looks at Temporal, and wants to see the run in Metaflow."""
    workflow.upsert_memo({"metaflow_run": context.pathspec})
    if workflow.info().typed_search_attributes.get(FLOW_ATTRIBUTE):
        workflow.upsert_search_attributes([RUN_ATTRIBUTE.value_set(context.run_id)])


async def in_time(work: Any, timeout: int | None) -> None:
    try:
        await asyncio.wait_for(work, timeout)
    except asyncio.TimeoutError:
        raise RunFailed(f"Not done after {timeout} seconds") from None


def raise_failure(error: BaseException) -> NoReturn:
    """Fails the workflow, where Temporal would else repeat a faulty workflow task."""
    if isinstance(error, FailureError | asyncio.CancelledError):
        raise error  # with its own cause, which tells a cancelled run from a failed one
    if isinstance(error, RunFailed):
        raise ApplicationError(str(error), type="RunFailed", non_retryable=True)
    if not isinstance(error, Exception) or isinstance(error, NondeterminismError):
        raise error  # for a worker that has the right file
    name = f"{type(error).__name__}: {error}"
    raise ApplicationError(name, type="WorkflowCode", non_retryable=True) from error
