"""The flow as a workflow, and parts of long runs as workflows of their own."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any, NoReturn

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.workflow import NondeterminismError

from options import RunOptions
from program import WORKFLOW, flow
from settings import ENGINE
from tasks import Branch, RunFailed, Task
from temporal_activities import begin_run, finish_run
from temporal_limits import EVENTS, PART_TYPE, VERSION
from temporal_orders import (
    Finish,
    Part,
    PartOutcome,
    Progress,
    RunContext,
    RunOutcome,
    RunPlan,
    words_of_input,
)
from temporal_verbs import TemporalRun
from temporal_visibility import retrieval, tell_name


@workflow.defn(name=PART_TYPE)
class PartWorkflow:
    """A child of a run, which is too long for one history."""

    def __init__(self) -> None:
        self.current: TemporalRun | None = None

    @workflow.run
    async def run(self, part: Part) -> PartOutcome:
        run = self.current = TemporalRun(part.context, part.outcome)
        try:
            if part.body:
                body: Branch = globals()[part.body]
                ends = await run.items(part.after, body, part.first, part.last)
                return run.outcome(ends)
            return run.outcome([], await turns(run, part))
        except (Exception, asyncio.CancelledError) as error:
            raise_failure(error)

    @workflow.query
    def progress(self) -> Progress:
        """As of a run; who waits for this part does not know it before the end."""
        return self.current.progress() if self.current else {}


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
            plan = await begin_run(order)
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

    @workflow.query
    def progress(self) -> Progress:
        """Tasks of each step that are done, and that are running."""
        return self.current.progress() if self.current else {}


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
