"""A run in this process, without an engine: by this program and Metaflow alone."""

import argparse
import asyncio
import contextlib
import json
import os
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeAlias

from attempts import attempted
from command_line import (
    complain,
    report,
    resume_command,
    run_options,
    summary,
)
from display import Display
from options import QUIET, split_options
from session import Session
from settings import ENGINE, FLOW_NAME, METAFLOW_OPTIONS
from step_client import StepServer
from tasks import Result, Run, RunFailed, StepFailed, Task, TaskRequest

Flow: TypeAlias = Callable[[Run], Awaitable[Task]]

SAME_SIGNAL = 0.5  # seconds


class LocalEngine:
    def __init__(self, session: Session, display: Display | None = None) -> None:
        session.ends_with_failure = True
        self.session = session
        self.display = display or Display(session.run_id)

    async def execute(self, request: TaskRequest) -> Task:
        def log(line: str) -> None:
            self.display.say(request.label, line)

        with self.display.task(request) as mark:
            return await attempted(self.session, request, log, mark)


class LocalRun:
    """One run, from the command line's options to its end."""

    def __init__(self, flow: Flow, given: argparse.Namespace) -> None:
        self.flow, self.given, self.options = flow, given, run_options(given)
        moment = time.strftime("%Y%m%d-%H%M%S")
        self.run_id = f"{ENGINE}-{moment}-{secrets.token_hex(4)}"
        self.is_registered = False
        self.display = Display(f"{FLOW_NAME}/{self.run_id}", given.quiet)

    async def execute(self) -> Run:
        """Runs the flow; whatever happens, Metaflow then knows how it has ended."""
        log = self.display.warn
        opened = Session.opened(self.run_id, self.options, log, may_exist=False)
        async with self.display.shown(), opened as session:
            self.is_registered = True
            if self.given.run_id_file:
                Path(self.given.run_id_file).write_text(self.run_id)
            self.display.say(FLOW_NAME, f"Metaflow run {FLOW_NAME}/{self.run_id}")
            engine = LocalEngine(session, self.display)
            run = Run(engine, self.options.max_num_splits)
            await recorded(session, self.flow, run)
            return run

    def report(self, failure: BaseException) -> int:
        """The reason comes last, where people look, and then what they can do."""
        report(failure)
        if self.is_registered:
            complain(f"To finish it: {resume_command(self.run_id, self.options)}")
        elif isinstance(failure, StepFailed) and failure.exit_code == 2:
            return 2  # Metaflow does not know an option
        return 1


async def recorded(session: Session, flow: Flow, run: Run, **marks: str) -> None:
    """Runs the flow; whatever happens, Metaflow then knows how it has ended."""
    await mark(session, process=process_mark(os.getpid()), status="RUNNING", **marks)
    status, timeout = "FAILED", session.options.workflow_timeout
    try:
        await asyncio.wait_for(flow(run), timeout)
        status = "SUCCEEDED"
    except asyncio.CancelledError:
        status = "CANCELLED"
        raise
    except asyncio.TimeoutError:
        raise RunFailed(f"Not done after {timeout} seconds") from None
    finally:
        await tell_metaflow(session, status)


async def tell_metaflow(session: Session, status: str) -> None:
    """The last word of a run; it changes nothing of how the run has ended."""
    with contextlib.suppress(RunFailed):
        await session.recover()
        await mark(session, status=status)
        await session.finish(status == "SUCCEEDED")


async def mark(session: Session, **fields: str) -> None:
    named = {f"{ENGINE}-{name}": text for name, text in fields.items()}
    await session.server.ask("register", run=session.run_id, fields=named)


def process_mark(pid: int) -> str:
    """Names a process on a machine for good: also when its number is used again."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        # In a container there may be nobody to take notice of the end of a process.
        started = "gone" if facts[0] == "Z" else facts[19]
    except OSError:
        started = "unknown" if is_alive(pid) else "gone"
    return f"{socket.gethostname()} {pid} {started}"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def status_of(answer: dict[str, Any]) -> str:
    fields = answer["fields"]
    if answer["finished"]:
        return "SUCCEEDED"
    status = str(fields.get(f"{ENGINE}-status", "PENDING"))
    if status != "RUNNING":
        return status
    return "FAILED" if is_gone(fields) else "RUNNING"  # what is gone was killed


def is_gone(fields: dict[str, Any]) -> bool:
    """Whether the process of a run has ended, for sure: those elsewhere may live."""
    process = str(fields.get(f"{ENGINE}-process", "")).split()
    if not process or process[0] != socket.gethostname():
        return False
    return process_mark(int(process[1])).split() != process


async def recorded_status(given: argparse.Namespace) -> str | None:
    """By what Metaflow knows; nothing where it does not know the run."""
    answer = await recorded_answer(given)
    return status_of(answer) if "fields" in answer else None


async def recorded_answer(given: argparse.Namespace) -> dict[str, Any]:
    words = [*METAFLOW_OPTIONS, *given.metaflow_options]
    options, configs = split_options(words)
    async with StepServer.started(complain) as server:
        server.open_side([*QUIET, *options], given=configs, run=given.run_id)
        return await server.ask("status", run=given.run_id)


async def described(given: argparse.Namespace) -> dict[str, Any]:
    """What Metaflow says of the flow, with the options that were given."""
    async with flow_asked(given) as (_, answer):
        return answer


async def checked_flow(given: argparse.Namespace) -> dict[str, Any]:
    """As Metaflow would when the run begins: what is wrong is said to who starts it."""
    async with flow_asked(given) as (server, answer):
        checked = await server.ask("check_parameters", words=given.parameters)
    if "fault" in checked:
        raise RunFailed(checked["fault"])
    return answer


@contextlib.asynccontextmanager
async def flow_asked(
    given: argparse.Namespace,
) -> AsyncIterator[tuple[StepServer, dict[str, Any]]]:
    options, configs = split_options([*METAFLOW_OPTIONS, *given.metaflow_options])
    async with StepServer.started(complain) as server:
        server.open_side([*QUIET, *options], given=configs, run=None)
        yield server, await server.ask("describe", tags=given.tag)


def tell_status(given: argparse.Namespace, status: str | None) -> int:
    pathspec = f"{FLOW_NAME}/{given.run_id}"
    if status is None:
        complain(f"There is no run {pathspec}")
        return 1
    result = {"status": status, "pathspec": pathspec}
    print(json.dumps(result) if given.json else f"{pathspec}: {status}")
    return 0


def run_here(flow: Flow, given: argparse.Namespace) -> int:
    local = LocalRun(flow, given)
    try:
        run = asyncio.run(interruptible(local.execute()))
    except (RunFailed, asyncio.CancelledError) as failure:
        return local.report(failure)
    print(summary(local.run_id, run))
    return 0


async def interruptible(work: Coroutine[Any, Any, Result]) -> Result:
    """The first Ctrl-C or SIGTERM cancels the run, a second one ends us at once."""
    task = asyncio.ensure_future(work)
    first: float | None = None

    def interrupt() -> None:
        nonlocal first
        # Who is told with the whole process group is often told again by name.
        if first is not None and time.monotonic() - first > SAME_SIGNAL:
            os._exit(1)
        first = first or time.monotonic()
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interrupt)
    return await task
