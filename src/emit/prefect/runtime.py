"""Prefect as the engine: each Metaflow task is a task run of one flow run."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from prefect import get_run_logger
from prefect import task as prefect_task
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run as this_flow_run
from prefect.runtime import task_run as this_task_run
from prefect.states import Cancelled, Completed, Failed

from attempts import run_attempt
from command_line import complain, report, resume_command, run_options, summary
from direct import Flow, interruptible, recorded
from options import RunOptions
from parameters import parameter_words
from prefect_api import API_PATIENCE, within_patience
from prefect_artifact import publish, tag_this_run
from prefect_deploy import deployed_options
from prefect_version import check_version
from session import Session
from settings import ENGINE, FLOW_NAME
from step_client import StepServer
from tasks import Run, RunFailed, StepFailed, Task, TaskRequest


class Finished:
    """What a task run gives. Prefect knows it, and so what depends on it, by identity.

    It also knows by identity whatever it finds inside of lists and dataclasses: the
    empty tuples in two tasks are one object, and would be one more dependency.
    """

    def __init__(self, task: Task) -> None:
        self.task = task


class PrefectEngine:
    def __init__(self, session: Session) -> None:
        session.ends_with_failure = True
        self.session = session
        self.finished: dict[str, Finished] = {}
        self.attempts = Counter[str]()

    async def execute(self, request: TaskRequest) -> Task:
        """A task run, which Prefect repeats as Metaflow would."""
        attempts = metaflow_task.with_options(
            name=request.step,
            retries=self.session.last_retry(request),
            retry_delay_seconds=self.session.retry_delay(request),
            tags=self.tags(request.step),
        )
        after = [
            self.finished[path] for path in request.inputs if path in self.finished
        ]
        finished: Finished | State[Any]
        finished = await attempts(request.label, self, request, after)
        if not isinstance(finished, Finished):
            raise asyncio.CancelledError
        self.finished[request.path] = finished
        return finished.task

    def tags(self, step: str) -> list[str]:
        """What a step asks for, which limits of concurrency may go by."""
        resources: dict[str, float] = self.session.steps[step]["resources"]
        told = [f"{name}={value:g}" for name, value in resources.items()]
        return [*told, "gpu"] if "gpu" in resources else told


def is_worth_another_attempt(_task: Any, _task_run: Any, state: Any) -> bool:
    return isinstance(state.data, StepFailed) and not state.data.is_final


@prefect_task(
    task_run_name="{label}",
    persist_result=False,  # nor cached: what is finished, Metaflow knows
    retry_condition_fn=is_worth_another_attempt,
)
async def metaflow_task(
    label: str, engine: PrefectEngine, request: TaskRequest, after: Sequence[Finished]
) -> Finished | State[Any]:
    """One attempt of one Metaflow task."""
    session, log = engine.session, get_run_logger()
    if adopted := session.adopted(request):
        log.info("It was finished before")
        return Finished(adopted)
    engine.attempts[request.path] += 1
    retry = this_task_run.run_count - 1
    try:
        return Finished(await run_attempt(session, request, retry, log.info))
    except asyncio.CancelledError:  # what is raised, Prefect would call a crash
        return Cancelled(State[Any], message="It was stopped with the run")


class RunHere:
    """A run that the command line begins: what it was told, and how it goes."""

    current: ClassVar[RunHere | None] = None

    def __init__(self, given: argparse.Namespace, api_url: str) -> None:
        self.given, self.options, self.api_url = given, run_options(given), api_url
        self.server: StepServer | None = None
        self.run_id = ""
        self.run: Run | None = None
        self.failure: BaseException | None = None
        self.has_ended = False
        self.patience = within_patience(self.give_up)

    def begin(self, run_id: str, run: Run) -> None:
        self.run_id, self.run = run_id, run
        if self.given.run_id_file:
            Path(self.given.run_id_file).write_text(run_id)

    def end(self, failure: BaseException | None) -> None:
        self.failure, self.has_ended = failure, True
        self.patience = within_patience(self.give_up)

    def give_up(self) -> None:
        """Prefect's API has gone; what there is to tell is told all the same."""
        missing = (
            f"Prefect's API at {self.api_url} has not answered for {API_PATIENCE} s"
        )
        if self.succeeded:
            self.tell()
        complain(f"\n{missing}.")
        if self.succeeded:
            complain(f"For a record there: {resume_command(self.run_id, self.options)}")
        else:
            self.tell()

    @property
    def succeeded(self) -> bool:
        return self.has_ended and self.failure is None

    def tell(self) -> int:
        """The reason comes last, where people look, and then what they can do."""
        if self.run and self.succeeded:
            print(summary(self.run_id, self.run), flush=True)
            return 0
        if self.failure:
            report(self.failure)
        if self.run:
            complain(f"To finish it: {resume_command(self.run_id, self.options)}")
        elif isinstance(self.failure, StepFailed) and self.failure.exit_code == 2:
            return 2  # Metaflow does not know an option
        return 1


async def run_on_prefect(
    flow: Flow, parameters: dict[str, Any], resume_from: str | None
) -> State[Any]:
    """One flow run is one Metaflow run; gives the state in which it ends."""
    here = RunHere.current
    words = tuple(parameter_words(parameters))
    options = dataclasses.replace(
        deployed_options(), parameters=words, resume_from=resume_from
    )
    run_id = f"{ENGINE}-{this_flow_run.id}"
    failure: BaseException | None = None
    try:
        check_version()
        if here:
            here.patience.cancel()
            await interruptible(run_metaflow(flow, run_id, here.options))
        else:
            await run_metaflow(flow, run_id, options)
    except RunFailed as fault:
        failure = fault
    except asyncio.CancelledError as cancelled:
        if here is None:
            raise  # it is Prefect that cancels
        failure = cancelled
    if here:
        here.end(failure)
    if failure is None:
        return Completed(State[Any], message=f"Metaflow run {FLOW_NAME}/{run_id}")
    if isinstance(failure, RunFailed):
        reason = "\n".join([str(failure), *failure.lines[-1:]])
        return Failed(State[Any], message=reason, data=failure)
    return Cancelled(State[Any], message="The run was cancelled")


async def run_metaflow(flow: Flow, run_id: str, options: RunOptions) -> Run:
    here, log = RunHere.current, get_run_logger()
    tags = (*options.tags, f"prefect_flow_run:{this_flow_run.id}")
    opened = Session.opened(
        run_id,
        dataclasses.replace(options, tags=tags),
        log.info,
        may_exist=this_flow_run.run_count > 1,
        server=here.server if here else None,
    )
    async with opened as session:
        log.info(f"Metaflow run {FLOW_NAME}/{run_id}")
        engine = PrefectEngine(session)
        run = Run(engine, options.max_num_splits)
        if here:
            here.begin(run_id, run)
            if options.tags:
                await tag_this_run(options.tags)
        try:
            await recorded(session, flow, run, execution=str(this_flow_run.run_count))
        finally:
            done = {path: each.task for path, each in engine.finished.items()}
            await publish(run_id, engine.attempts, done)
    return run
