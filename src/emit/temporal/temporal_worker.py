"""The long-running process that executes the runs of this flow, with others like it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime
import logging
import re
from collections.abc import AsyncIterator, Iterator, Sequence

from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from command_line import complain
from direct import interruptible
from program import WORKFLOW
from runtime import Activities, Told, Watch
from settings import FLOW_NAME
from tasks import TaskRequest
from temporal_api import connected
from temporal_sessions import Sessions
from temporal_workflow import VERSION, FlowWorkflow, PartWorkflow

# Another program of steps has another queue: runs stay with workers that know theirs.
TASK_QUEUE = f"metaflow-{re.sub('[^a-z0-9]+', '-', WORKFLOW.lower())}-{VERSION}"
QUEUES = ("default", "gpu")  # of steps that need a GPU, and of all others
DRAIN = 30  # seconds
# At once: they compute, and more would only make one another late. The SDK interrupts
# workflow code after 2 s, and may keep the run from all workers until it is restarted.
WORKFLOW_TASKS = 2
HEARTBEAT_THROTTLE = datetime.timedelta(seconds=2)
STICKY = datetime.timedelta(seconds=5)  # until another worker replays from the start


def worker_of(
    client: Client, queue: str, kind: str, activities: Activities, shutdown: float
) -> Worker:
    is_default = kind == "default"
    return Worker(
        client,
        task_queue=queue if is_default else f"{queue}-{kind}",
        workflows=[FlowWorkflow, PartWorkflow] if is_default else [],
        activities=[activities.begin, activities.execute, activities.finish],
        max_concurrent_workflow_tasks=WORKFLOW_TASKS,
        max_concurrent_activities=activities.sessions.max_workers,
        max_heartbeat_throttle_interval=HEARTBEAT_THROTTLE,
        sticky_queue_schedule_to_start_timeout=STICKY,
        graceful_shutdown_timeout=datetime.timedelta(seconds=shutdown),
    )


def is_news(record: logging.LogRecord) -> bool:
    """Why an attempt has failed stands among its lines already."""
    cause = record.exc_info[1] if record.exc_info else None
    return not isinstance(cause, ApplicationError)


@contextlib.asynccontextmanager
async def working(
    client: Client,
    queue: str,
    kinds: Sequence[str],
    sessions: Sessions,
    watch: Watch,
    shutdown: float,
) -> AsyncIterator[None]:
    """Executes tasks; at the end those that run have some time, others go elsewhere."""
    logging.getLogger("temporalio.activity").addFilter(is_news)
    activities = Activities(sessions, watch)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(sessions.close)
        for kind in kinds:
            worker = worker_of(client, queue, kind, activities, shutdown)
            await stack.enter_async_context(worker)
        yield


def say(label: str, line: str) -> None:
    print(f"{label} | {line}", flush=True)


@contextlib.contextmanager
def plainly(run_id: str, request: TaskRequest) -> Iterator[Told]:
    """A line that a worker prints says of which run it is."""
    label = f"{run_id} {request.label}"
    yield lambda line: say(label, line), lambda state: None


async def serve_runs(given: argparse.Namespace) -> int:
    """The first signal lets running tasks end, a second one ends us at once."""
    with contextlib.suppress(asyncio.CancelledError):
        await interruptible(serving(given))
    return 0


async def serving(given: argparse.Namespace) -> None:
    client = await connected()
    sessions = Sessions(complain, given.max_workers)
    kinds, queue = given.queue or QUEUES, given.task_queue
    async with working(client, queue, kinds, sessions, plainly, given.shutdown):
        say(FLOW_NAME, f"serving {', '.join(kinds)} of {queue}")
        try:
            await asyncio.Event().wait()
        finally:
            say(FLOW_NAME, f"stopping; tasks that run have {given.shutdown:g} s to end")
