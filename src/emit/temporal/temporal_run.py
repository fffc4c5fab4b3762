"""A run that the command line begins, executes and sees to its end."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ApplicationError, is_cancelled_exception
from temporalio.service import RPCError

from command_line import complain, report, resume_command, summary_of
from direct import interruptible, mark, process_mark
from display import Display
from runtime import Told
from session import Session
from settings import FLOW_NAME
from step_client import StepServer
from tasks import RunFailed, StepFailed, TaskRequest
from temporal_api import client_for_run, execution_of
from temporal_input import input_of
from temporal_orders import FailureDetails, RunOutcome
from temporal_sessions import Sessions
from temporal_start import Handle, new_id, start_run
from temporal_worker import QUEUES, working

API_PATIENCE = 60  # seconds that a server may be away


class ShownTask:
    """A task on the display, from its first attempt to its last."""

    def __init__(self, shown: AbstractContextManager[Callable[[str], None]]) -> None:
        self.shown = shown
        self.tell = shown.__enter__()

    @contextlib.contextmanager
    def kept_while_retried(self) -> Iterator[None]:
        try:
            yield
        except ApplicationError:  # there is to be another attempt
            self.tell("waiting")
            raise
        except BaseException as failure:
            self.shown.__exit__(type(failure), failure, None)
            raise
        self.shown.__exit__(None, None, None)


class RunHere:
    """What a run was told, and how it goes."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.parameters, self.options = input_of(given)
        self.display = Display(FLOW_NAME, given.quiet)
        self.sessions = Sessions(self.display.warn, self.options.max_workers)
        self.sessions.began = self.begin
        self.session: Session | None = None
        self.marks: dict[str, ShownTask] = {}

    @contextlib.contextmanager
    def watch(self, run_id: str, request: TaskRequest) -> Iterator[Told]:
        """What the display shows as one task may be several attempts to Temporal."""
        if request.path not in self.marks:
            self.marks[request.path] = ShownTask(self.display.task(request))
        mark = self.marks[request.path]
        with mark.kept_while_retried():
            yield lambda line: self.display.say(request.label, line), mark.tell

    async def begin(self, session: Session) -> None:
        self.session = session
        if self.given.run_id_file:
            Path(self.given.run_id_file).write_text(session.run_id)
        self.display.title = f"{FLOW_NAME}/{session.run_id}"
        self.display.say(FLOW_NAME, f"Metaflow run {self.display.title}")
        await mark(session, process=process_mark(os.getpid()), status="RUNNING")

    async def execute(self) -> RunOutcome:
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(self.display.shown())
            # Metaflow is loaded while Temporal's server starts.
            server = await stack.enter_async_context(
                StepServer.started(self.display.warn)
            )
            self.sessions.spare = server
            client = await stack.enter_async_context(client_for_run())
            if self.options.resume_from:
                await end_remains(client, self.options.resume_from)
            name = new_id()
            # A queue of its own: no other worker is to take part.
            handle = await start_run(client, name, name, self.parameters, self.options)
            worker = working(
                client, name, QUEUES, self.sessions, self.watch, shutdown=0
            )
            await stack.enter_async_context(worker)
            return await self.recorded(handle)
        raise AssertionError("nothing here keeps a fault")

    async def recorded(self, handle: Handle) -> RunOutcome:
        """Waits for the end; whatever it is, Metaflow then knows it."""
        status = "FAILED"
        try:
            outcome = await outcome_of(handle)
            status = "SUCCEEDED"
        except asyncio.CancelledError:
            status = "CANCELLED"
            raise
        finally:
            if self.session:
                with contextlib.suppress(RunFailed):
                    await self.session.recover()
                    await mark(self.session, status=status)
        return outcome

    def tell(self, failure: BaseException) -> int:
        """The reason comes last, where people look, and then what they can do."""
        report(failure)
        if self.session:
            run_id = self.session.run_id
            complain(f"To finish it: {resume_command(run_id, self.options)}")
        elif isinstance(failure, StepFailed) and failure.exit_code == 2:
            return 2  # Metaflow does not know an option
        return 1


async def end_remains(client: Client, run_id: str) -> None:
    """Of a run whose process was killed: nobody else would ever work on it."""
    execution = await execution_of(client, run_id)
    if execution and execution.task_queue == execution.id:
        handle = client.get_workflow_handle(execution.id)
        with contextlib.suppress(RPCError):  # it has ended
            await handle.terminate(reason="The Metaflow run is resumed")


async def outcome_of(handle: Handle) -> RunOutcome:
    """Of a run; when we are cancelled, it is, and its tasks have ended."""
    waiting = asyncio.ensure_future(patient_result(handle))
    try:
        return await asyncio.shield(waiting)
    except asyncio.CancelledError:
        if waiting.done():
            raise
        await handle.cancel()
        await waiting
        raise


async def patient_result(handle: Handle) -> RunOutcome:
    loop = asyncio.get_running_loop()
    away_since: float | None = None
    while True:
        try:
            return await handle.result()
        except WorkflowFailureError as failure:
            raise cause_of(failure) from None
        except RPCError as fault:
            now = loop.time()
            away_since = away_since or now
            if now - away_since > API_PATIENCE:
                raise RunFailed(
                    f"Temporal has not answered for {API_PATIENCE} s", [str(fault)]
                ) from None
        await asyncio.sleep(1)


def cause_of(failure: WorkflowFailureError) -> BaseException:
    """As the activity or the workflow has put it, below what Temporal wraps it in."""
    if is_cancelled_exception(failure.cause):
        return asyncio.CancelledError()
    cause: BaseException = failure
    while cause.__cause__:
        cause = cause.__cause__
    if isinstance(cause, ApplicationError) and cause.details:
        [details] = cause.details
        told = FailureDetails(**details)
        if told.exit_code is not None:
            step_failed = StepFailed("", told.exit_code, told.lines)
            step_failed.args = (told.message,)
            return step_failed
        return RunFailed(told.message, told.lines)
    return RunFailed(getattr(cause, "message", "") or str(cause))


async def run_on_temporal(given: argparse.Namespace) -> int:
    here = RunHere(given)
    try:
        outcome = await interruptible(here.execute())
    except (RunFailed, asyncio.CancelledError) as failure:
        return here.tell(failure)
    run_id, tasks = outcome.pathspec.partition("/")[2], sum(outcome.tasks.values())
    print(summary_of(run_id, tasks, outcome.artifacts))
    return 0
