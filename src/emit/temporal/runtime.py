"""Temporal as the engine: the activities, each one attempt of one Metaflow task."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager
from typing import NoReturn, TypeAlias

from temporalio import activity
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from attempts import attempted
from session import Session
from step_client import ServerLost
from tasks import RunFailed, StepFailed, Task, TaskRequest
from temporal_orders import (
    FailureDetails,
    Finish,
    Order,
    RunContext,
    RunPlan,
    unpacked,
)
from temporal_sessions import Sessions, plan_of

BEAT = 2.0  # seconds between heartbeats, by which a cancel arrives
RETRY_DELAY = 0.1  # seconds at least
MAX_LINES = 50  # of a step's output, that go with its failure


# What is told of a task: its lines, and whether it waits or runs.
Told: TypeAlias = tuple[Callable[[str], None], Callable[[str], None]]
Watch: TypeAlias = Callable[[str, TaskRequest], AbstractContextManager[Told]]


class Activities:
    """What a worker does for Temporal, with one step server for each run."""

    def __init__(self, sessions: Sessions, watch: Watch) -> None:
        self.sessions = sessions
        self.watch = watch
        self.slots = asyncio.Semaphore(sessions.max_workers)
        self.tasks: dict[str, asyncio.Lock] = {}

    @activity.defn(name="_parameters")
    async def begin(self, context: RunContext) -> RunPlan:
        """Registers the run with Metaflow, which evaluates its parameters."""
        attempts = Attempts.of_this_activity()
        again = context.has_history or attempts.number > 1
        context = dataclasses.replace(context, has_history=again)
        try:
            async with (
                beating(attempts),
                self.sessions.used(context, begin=True) as session,
            ):
                plan = plan_of(session)
        except ServerLost as failure:
            raise for_temporal(failure, delay=RETRY_DELAY) from None
        except RunFailed as failure:
            raise for_temporal(failure) from None
        return plan

    @activity.defn(name="_finish")
    async def finish(self, finish: Finish) -> None:
        """What decorators do after the last task, and exit hooks."""
        try:
            async with (
                beating(Attempts.of_this_activity()),
                self.sessions.used(finish.context, begin=False) as session,
            ):
                await session.finish(finish.has_succeeded)
        except RunFailed as failure:
            raise for_temporal(failure) from None

    @activity.defn(dynamic=True)
    async def execute(self, arguments: Sequence[RawValue]) -> Task:
        """Any step: Temporal shows its name as the type of the activity."""
        converter = activity.payload_converter()
        order: Order = converter.from_payload(arguments[0].payload, Order)
        inputs = tuple(unpacked(order.request.inputs))
        request = dataclasses.replace(order.request, inputs=inputs)
        context = RunContext(order.run_id, order.options, order.has_history)
        attempts = Attempts.of_this_activity()
        try:
            async with (
                beating(attempts),
                self.alone(f"{order.run_id}/{request.path}"),
                self.sessions.used(context, begin=False) as session,
            ):
                task = await self.attempt(session, context, request, attempts)
        except ServerLost as failure:
            raise for_temporal(failure, delay=RETRY_DELAY) from None
        except RunFailed as failure:
            raise for_temporal(failure) from None
        return task

    async def attempt(
        self,
        session: Session,
        context: RunContext,
        request: TaskRequest,
        attempts: Attempts,
    ) -> Task:
        async def later(failure: StepFailed, delay: float) -> NoReturn:
            attempts.end()
            raise for_temporal(failure, delay=max(delay, RETRY_DELAY)) from None

        with self.watch(session.run_id, request) as (log, mark):
            if context.has_history or attempts.number > 1:
                await look_up(session, request, attempts.failed)
            async with self.slots:
                return await attempted(
                    *(session, request, log, mark), first=attempts.failed, pause=later
                )

    @contextlib.asynccontextmanager
    async def alone(self, path: str) -> AsyncIterator[None]:
        """Waits until this worker has ended an attempt that Temporal has given up."""
        lock = self.tasks.setdefault(path, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked():
                self.tasks.pop(path, None)


async def look_up(session: Session, request: TaskRequest, failed: int) -> None:
    """Asks Metaflow what became of the attempts that this process has not seen."""
    found = await session.server.ask(
        "listing", run=session.run_id, repair=True, tasks=[request.path]
    )
    session.finished.update(found["done"])
    begun = found["attempts"].get(request.path, 0)
    # Attempts that a worker has lost are none of the user's: @catch waits.
    session.attempts[request.path] = max(0, begun - failed)


@dataclasses.dataclass
class Attempts:
    """Which attempts of an activity have failed, and which were lost with a worker.

    Heartbeats tell the next attempt: whether the last one was still running.
    """

    number: int
    lost: int
    is_running: bool = True

    @classmethod
    def of_this_activity(cls) -> Attempts:
        info = activity.info()
        lost, was_running = info.heartbeat_details or (info.attempt - 1, 0)
        return cls(info.attempt, lost + was_running)

    @property
    def failed(self) -> int:
        return self.number - 1 - self.lost

    def beat(self) -> None:
        activity.heartbeat(self.lost, int(self.is_running))

    def end(self) -> None:
        self.is_running = False
        self.beat()


@contextlib.asynccontextmanager
async def beating(attempts: Attempts) -> AsyncIterator[None]:
    async def beat() -> None:
        while True:
            attempts.beat()
            await asyncio.sleep(BEAT)

    heart = asyncio.ensure_future(beat())
    try:
        yield
    finally:
        heart.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await heart


def for_temporal(failure: RunFailed, delay: float | None = None) -> ApplicationError:
    """The failure of an activity; without a delay there is no other attempt."""
    exit_code = failure.exit_code if isinstance(failure, StepFailed) else None
    reason = f": {failure.lines[-1]}" if failure.lines else ""
    return ApplicationError(
        f"{failure}{reason}",
        FailureDetails(str(failure), list(failure.lines[-MAX_LINES:]), exit_code),
        type=type(failure).__name__,
        non_retryable=delay is None,
        next_retry_delay=datetime.timedelta(seconds=delay) if delay else None,
    )
