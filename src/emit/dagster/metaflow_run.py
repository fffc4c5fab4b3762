"""One Metaflow run as the ops of one process share it: a Dagster resource."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import dataclasses
import json
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TextIO, TypeVar

import dagster as dg

from attempts import Mark
from direct import tell_metaflow
from display import Display
from op_names import op_name
from options import RunOptions
from parameters import parameter_words
from session import Session
from settings import ENGINE, PARAMETERS, STEPS
from step_client import Log
from tasks import RunFailed, Task, TaskRequest

Answer = TypeVar("Answer")

OPTIONS_TAG = "metaflow/options"  # of a Dagster run: what its command line said
PARENT_FAILED_TAG = "dagster/is_resume_retry"  # set by Dagster's UI


class MetaflowRun:
    """A session on an event loop of its own: ops are plain functions in threads."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        opening: concurrent.futures.Future[Session],
        display: Display | None,
    ) -> None:
        self.loop, self.opening, self.display = loop, opening, display
        self.logs: dict[str, TextIO] = {}  # by step key, where they are not captured
        self.running = set[concurrent.futures.Future[Any]]()
        self.tasks: list[Task] = []
        self.has_failed = self.is_finished = False
        self.shows: dict[str, tuple[contextlib.ExitStack, Mark]] = {}
        self.attempts = Counter[str]()
        self.fault: RunFailed | None = None  # why all was stopped
        self.interrupt: Callable[[], None] = self.stop  # for who has more to do then

    @property
    def session(self) -> Session:
        return self.opening.result()

    def wait(self, work: Coroutine[Any, Any, Answer], is_last: bool = False) -> Answer:
        """Does some work on the event loop; none but the last when all was stopped."""
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        self.running.add(future)
        try:
            if self.fault and not is_last:
                raise self.fault
            return future.result()
        except concurrent.futures.CancelledError:
            raise self.fault or RunFailed("It was cancelled") from None
        finally:
            future.cancel()  # when it is not the work that has ended, but we
            self.running.discard(future)

    def stop(self, fault: RunFailed | None = None) -> None:
        """Ends all that is running, and with it the processes of the steps."""
        self.fault = self.fault or fault or RunFailed("The run was cancelled")
        for future in list(self.running):
            future.cancel()

    def say(self, step_key: str, label: str, line: str) -> None:
        """To the log of the op, and to who has started the run from a terminal."""
        if self.display:
            self.display.say(label, line)
        if self.logs.get(step_key) or not self.display:
            self.note(step_key, f"{label} | {line}")

    def note(self, step_key: str, line: str) -> None:
        """To the log of the op: where Dagster captures what is printed, that is it."""
        if log := self.logs.get(step_key):
            with contextlib.suppress(ValueError):  # it was closed: we are stopping
                log.write(f"{line}\n")
                log.flush()
        elif not self.display:
            print(line, flush=True)

    @contextlib.contextmanager
    def shown(self, request: TaskRequest) -> Iterator[Mark]:
        """A task on the terminal, where there is one, through all its attempts."""
        known = request.path in self.shows
        stack, mark = self.shows.pop(request.path) if known else self.show(request)
        try:
            yield mark
        except dg.RetryRequested:
            mark("waiting")
            self.shows[request.path] = (stack, mark)
            raise
        except BaseException:
            stack.__exit__(*sys.exc_info())
            raise
        stack.close()

    def show(self, request: TaskRequest) -> tuple[contextlib.ExitStack, Mark]:
        stack = contextlib.ExitStack()
        if self.display:
            return stack, stack.enter_context(self.display.task(request))
        return stack, lambda state: None

    def finish(self, status: str) -> None:
        """The last word to Metaflow, once: only who runs the whole flow can say it."""
        if not self.is_finished:
            self.is_finished = True
            with contextlib.suppress(RunFailed):  # there may be no session
                self.wait(tell_metaflow(self.session, status), is_last=True)


@contextlib.contextmanager
def metaflow_run(
    run_id: str,
    options: RunOptions,
    log: Log,
    *,
    may_exist: bool = True,
    display: Display | None = None,
) -> Iterator[MetaflowRun]:
    """Begins to open the session, and goes on meanwhile; closes it in the end."""
    loop, stack = asyncio.new_event_loop(), contextlib.AsyncExitStack()

    async def opened_session() -> Session:
        if display:
            await stack.enter_async_context(display.shown())
        opened = Session.opened(run_id, options, log, may_exist)
        return await stack.enter_async_context(opened)

    thread = threading.Thread(target=loop.run_forever, name="metaflow", daemon=True)
    thread.start()
    opening = asyncio.run_coroutine_threadsafe(opened_session(), loop)
    metaflow = MetaflowRun(loop, opening, display)
    limit = options.workflow_timeout
    late = RunFailed(f"Not done after {limit} seconds")
    alarm = threading.Timer(limit or 0, metaflow.stop, [late])
    alarm.daemon = True
    if limit:
        alarm.start()
    try:
        yield metaflow
    finally:
        alarm.cancel()
        opening.cancel()
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@dg.resource(description="The Metaflow run, and the process that runs its steps.")
def metaflow_resource(init: dg.InitResourceContext) -> Iterator[MetaflowRun]:
    """One in a process: of a run where ops are threads, else of each op."""
    run, log = init.run, init.log
    assert run and log
    with metaflow_run(metaflow_run_id(run.run_id), options_of(run), log.info) as opened:
        yield opened
        if any(not STEPS[task.step]["next"] for task in opened.tasks):
            opened.finish("SUCCEEDED")


def metaflow_run_id(dagster_run_id: str) -> str:
    return f"{ENGINE}-{dagster_run_id}"


def dagster_run_id_of(run_id: str) -> str | None:
    """None for a run that did not run on Dagster."""
    dagster_run_id = run_id.removeprefix(f"{ENGINE}-")
    try:
        return str(uuid.UUID(dagster_run_id))
    except ValueError:
        return None


def dagster_tags(options: RunOptions) -> dict[str, str]:
    """What Dagster keeps of a run's options; a re-execution inherits it."""
    unknown, words = list[str](), iter(options.parameters)
    for word in words:
        if word.removeprefix("--") in PARAMETERS:
            next(words, None)  # it is in the run config
        else:
            unknown.append(word)
    rest = dataclasses.replace(options, parameters=tuple(unknown))
    return {OPTIONS_TAG: json.dumps(dataclasses.asdict(rest))}


def options_of(run: dg.DagsterRun) -> RunOptions:
    """The options of a run, from its tags, its config, and what it re-executes."""
    said = json.loads(run.tags.get(OPTIONS_TAG, "{}"))
    lists = ("parameters", "metaflow_options", "tags")
    options = RunOptions(**said | {key: tuple(said.get(key, ())) for key in lists})
    ops: Any = run.run_config.get("ops", {})
    config = ops.get(op_name(next(iter(STEPS))), {}).get("config", {})
    options = dataclasses.replace(
        options,
        parameters=(*parameter_words(config), *options.parameters),
        tags=(*options.tags, f"dagster_run:{run.run_id}"),
    )
    if run.parent_run_id is None:
        return options
    # A re-execution: of all steps it is a new run, else it goes on where that one was.
    steps = run.step_keys_to_execute or ()
    first = None if run.tags.get(PARENT_FAILED_TAG) else first_of(steps)
    return dataclasses.replace(
        options,
        resume_from=metaflow_run_id(run.parent_run_id) if steps else None,
        step_to_rerun=first,
    )


def first_of(step_keys: Any) -> str | None:
    """The step to run again where steps were selected; nothing for a single item."""
    return next((name for name in STEPS if name in step_keys), None)
