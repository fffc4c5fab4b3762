"""A run here and now: in this process, without a webserver."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import signal
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from command_line import complain, report, resume_command, run_options, summary
from direct import SAME_SIGNAL, LocalEngine, mark, process_mark
from display import Display
from garbage import loading
from metaflow_run import (
    MetaflowRun,
    dagster_run_id_of,
    dagster_tags,
    metaflow_run,
    metaflow_run_id,
)
from op_names import op_name
from parameter_fields import launch_config
from runtime import job_of
from settings import FLOW_NAME, PARAMETERS, STEPS
from tasks import Run, RunFailed, StepFailed
from thread_executor import EXECUTOR_VARIABLE, executor_named, usable

# What Dagster wants to see of required parameters of which it knows nothing.
STAND_INS: dict[str, Any] = {"int": 0, "float": 0.0, "bool": False}

# What Dagster's own executors fail with when we are told to end.
INTERRUPTED = ("DagsterExecutionInterruptedError", "KeyboardInterrupt")


class RunHere:
    """A run that the command line begins: what it was told, and how it goes."""

    def __init__(self, job: dg.JobDefinition, given: argparse.Namespace) -> None:
        self.job, self.given, self.options = job, given, run_options(given)
        self.executor = usable(given.executor)
        self.dagster_run_id = str(uuid.uuid4())
        self.run_id = metaflow_run_id(self.dagster_run_id)
        self.is_registered = self.is_interrupted = False
        self.reasons: list[str] = []
        self.run: Run | None = None
        self.display = Display(f"{FLOW_NAME}/{self.run_id}", given.quiet)

    def execute(self) -> str:
        """Runs the job; gives the status in which it ends."""
        tags = (*self.options.tags, f"dagster_run:{self.dagster_run_id}")
        options = dataclasses.replace(self.options, tags=tags)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.ExitStack() as stack:
            opened = metaflow_run(
                self.run_id,
                options,
                self.display.warn,
                may_exist=False,
                display=self.display,
            )
            metaflow = stack.enter_context(opened)  # loads Metaflow, while we go on
            instance = stack.enter_context(dagster_instance(self.given, self.executor))
            job, runnable = self.runnable_job(metaflow)
            self.begin(metaflow)
            run = self.created(instance, job)
            status = "FAILED"
            try:
                status = self.run_job(runnable, run, instance, metaflow)
            finally:
                self.run = Run(LocalEngine(metaflow.session))
                self.run.tasks = metaflow.tasks
                metaflow.finish(status)
        return status

    def created(self, instance: dg.DagsterInstance, job: dg.JobDefinition) -> Any:
        config = launch_config(self.given)
        if self.options.resume_from:
            config = origin_config(instance, self.options.resume_from)
        if self.executor == "threads":
            limit = {"max_concurrent": self.given.max_workers}
            config["execution"] = {"config": limit}
        config["loggers"] = {"console": {"config": {"log_level": "CRITICAL"}}}
        try:
            return instance.create_run_for_job(
                job,
                run_id=self.dagster_run_id,
                run_config=config,
                tags=dagster_tags(self.options),
            )
        except dg.DagsterInvalidConfigError as refusal:
            raise RunFailed("Dagster refuses the parameters", [str(refusal)]) from None

    def begin(self, metaflow: MetaflowRun) -> None:
        """From here on there is a run to speak of."""
        running = mark(
            metaflow.session, process=process_mark(os.getpid()), status="RUNNING"
        )
        metaflow.wait(running)
        self.is_registered = True
        if self.given.run_id_file:
            Path(self.given.run_id_file).write_text(self.run_id)
        self.display.say(FLOW_NAME, f"Metaflow run {FLOW_NAME}/{self.run_id}")

    def runnable_job(self, metaflow: MetaflowRun) -> tuple[dg.JobDefinition, Any]:
        """The job, and the form of it that Dagster runs."""
        from dagster._core.definitions.job_base import InMemoryJob
        from dagster._core.definitions.reconstruct import ReconstructableRepository

        if self.executor == "multiprocess":  # each process loads this file
            os.environ[EXECUTOR_VARIABLE] = self.executor
            repository = ReconstructableRepository.for_file(__file__, "defs")
            job = repository.get_reconstructable_job(self.job.name)
            return job.get_definition(), job
        own = dg.ResourceDefinition.hardcoded_resource(metaflow)
        here = job_of(self.job.graph, executor_named(self.executor), own)
        return here, InMemoryJob(here)

    def run_job(
        self,
        job: Any,
        run: dg.DagsterRun,
        instance: dg.DagsterInstance,
        metaflow: MetaflowRun,
    ) -> str:
        from dagster._core.execution.api import execute_run_iterator

        def interrupt() -> None:
            if not self.is_interrupted:
                self.is_interrupted = True
                end_at_once_when_told_again()
                instance.report_run_canceling(run)
            metaflow.stop()

        metaflow.interrupt = interrupt
        for event in execute_run_iterator(job, run, instance):
            self.note(event)
        if self.is_interrupted:
            known = instance.get_run_by_id(run.run_id)
            if known and known.status != dg.DagsterRunStatus.CANCELED:
                instance.report_run_canceled(run)
            return "CANCELLED"
        ended = instance.get_run_by_id(run.run_id)
        return "SUCCEEDED" if ended and ended.is_success else "FAILED"

    def note(self, event: dg.DagsterEvent) -> None:
        """Keeps the first reason for a failure, with which the report will end."""
        if event.is_step_failure:
            data = event.step_failure_data
            error, user = data.error, data.user_failure_data
        elif event.is_job_failure:
            error, user = event.job_failure_data.error, None
        else:
            return
        self.is_interrupted |= bool(error and error.cls_name in INTERRUPTED)
        reason = (user and user.description) or (error and error.to_string().strip())
        if reason and not self.reasons:
            self.reasons = [reason]

    def tell(self, status: str) -> int:
        if status == "SUCCEEDED" and self.run:
            print(summary(self.run_id, self.run), flush=True)
            return 0
        reasons = ["The run was cancelled"] if self.is_interrupted else self.reasons
        complain("\n" + "\n".join(reasons))
        complain(f"To finish it: {resume_command(self.run_id, self.options)}")
        return 1


def run_job_here(job: dg.JobDefinition, given: argparse.Namespace) -> int:
    here = RunHere(job, given)
    try:
        return here.tell(here.execute())
    except RunFailed as failure:
        report(failure)
        is_usage = isinstance(failure, StepFailed) and failure.exit_code == 2
        return 2 if is_usage and not here.is_registered else 1
    except KeyboardInterrupt:
        complain("\nThe run was cancelled")
        return 1


def origin_config(instance: dg.DagsterInstance, run_id: str) -> dict[str, Any]:
    """Of the run that is resumed; Metaflow clones its parameters in any case."""
    dagster_run_id = dagster_run_id_of(run_id)
    origin = instance.get_run_by_id(dagster_run_id) if dagster_run_id else None
    known: Any = origin.run_config.get("ops") if origin else None
    values = {
        name: STAND_INS.get(settings.get("type", ""), "")
        for name, settings in PARAMETERS.items()
        if settings.get("required")
    }
    ops = known or {op_name(next(iter(STEPS))): {"config": values}}
    return {"ops": ops} if known or values else {}


@contextlib.contextmanager
def dagster_instance(
    given: argparse.Namespace, executor: str
) -> Iterator[dg.DagsterInstance]:
    """The one in DAGSTER_HOME, else one that is gone when the run has ended."""
    has_home = bool(os.environ.get("DAGSTER_HOME"))
    if given.instance and not has_home:
        raise RunFailed("--instance needs DAGSTER_HOME, the folder of the instance")
    with contextlib.ExitStack() as stack:
        with loading():
            if has_home:
                instance = dg.DagsterInstance.get()
            elif executor == "multiprocess":  # its processes share what is on disk
                folder = tempfile.TemporaryDirectory(prefix="dagster-")
                path = stack.enter_context(folder)
                instance = dg.DagsterInstance.local_temp(path)
            else:
                instance = dg.DagsterInstance.ephemeral()
        yield stack.enter_context(instance)


def end_at_once_when_told_again() -> None:
    """Who is told with the whole process group is often told again by name."""
    first = time.monotonic()

    def end(*_: object) -> None:
        if time.monotonic() - first > SAME_SIGNAL:
            os._exit(1)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
