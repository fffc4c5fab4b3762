"""An executor whose ops are threads: the work is done in Metaflow's own processes."""

from __future__ import annotations

import contextlib
import os
import queue
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, TypeAlias

import dagster as dg

from direct import process_mark
from metaflow_run import MetaflowRun, metaflow_run_id
from op_names import op_name
from settings import FLOW_NAME, MAX_WORKERS, STEPS
from tasks import RunFailed

# Of the ops: step key, event or fault, and whether the op has ended with it.
Events: TypeAlias = "queue.Queue[tuple[str, Any, bool]]"
EXECUTOR_VARIABLE = "METAFLOW_DAGSTER_EXECUTOR"
PROCESS_TAG = "metaflow/process"  # of a Dagster run

# Dagster has no public way to run the ops of a plan in threads. These are the names
# that its own executors are written with.
NEEDED = {
    "DagsterEvent": "dagster._core.events",
    "DagsterExecutionInterruptedError": "dagster._core.errors",
    "ExecuteRunWithPlanIterable": "dagster._core.execution.api",
    "PlanExecutionContextManager": "dagster._core.execution.context_creation_job",
    "dagster_event_sequence_for_step": "dagster._core.execution.plan.execute_plan",
    "InstanceConcurrencyContext": (
        "dagster._core.execution.plan.instance_concurrency_context"
    ),
    "RetryMode": "dagster._core.execution.retries",
    "ComputeIOType": "dagster._core.storage.compute_log_manager",
    "CapturedLogContext": "dagster._core.storage.compute_log_manager",
}


def internals() -> dict[str, Any]:
    return {name: getattr(import_module(path), name) for name, path in NEEDED.items()}


class ThreadExecutor(dg.Executor):
    """Runs ops as threads of the process of the run; a process for each costs 2 s."""

    def __init__(self, max_concurrent: int, dagster: dict[str, Any]) -> None:
        self.max_concurrent, self.dagster = max_concurrent, dagster

    @property
    def retries(self) -> Any:
        return self.dagster["RetryMode"].ENABLED

    def execute(self, plan_context: Any, execution_plan: Any) -> Iterator[Any]:
        """Leaves a note of this process, to be found dead when it was killed."""
        run_id = plan_context.run_id
        note = {PROCESS_TAG: process_mark(os.getpid())}
        note["metaflow/run"] = f"{FLOW_NAME}/{metaflow_run_id(run_id)}"
        plan_context.instance.add_run_tags(run_id, note)
        manager = self.dagster["PlanExecutionContextManager"](
            job=plan_context.job,
            retry_mode=plan_context.retry_mode,
            execution_plan=execution_plan,
            run_config=plan_context.run_config,
            dagster_run=plan_context.dagster_run,
            instance=plan_context.instance,
            raise_on_error=plan_context.raise_on_error,
            output_capture=plan_context.output_capture,
        )
        yield from self.dagster["ExecuteRunWithPlanIterable"](
            execution_plan=execution_plan,
            iterator=self.run_plan,
            execution_context_manager=manager,
        )

    def run_plan(self, job_context: Any, execution_plan: Any) -> Iterator[Any]:
        instance, run = job_context.instance, job_context.dagster_run
        with (
            self.dagster["InstanceConcurrencyContext"](instance, run) as pools,
            execution_plan.start(
                retry_mode=self.retries,
                max_concurrent=self.max_concurrent,
                instance_concurrency_context=pools,
            ) as active,
            ThreadPoolExecutor(self.max_concurrent) as threads,
        ):
            resources = job_context.scoped_resources_builder.build({"metaflow"})
            metaflow: MetaflowRun = resources.metaflow
            try:
                yield from self.run_steps(job_context, active, threads, metaflow)
            except BaseException as fault:
                metaflow.has_failed = True
                metaflow.stop(RunFailed(str(fault) or "The run was cancelled"))
                raise
            finally:
                if metaflow.has_failed and not metaflow.display:
                    threads.shutdown()  # the last word comes after the last op
                    metaflow.finish("FAILED")
        check_end(execution_plan, metaflow)

    def run_steps(
        self,
        job_context: Any,
        active: Any,
        threads: ThreadPoolExecutor,
        metaflow: MetaflowRun,
    ) -> Iterator[Any]:
        events: Events = queue.Queue()
        running = set[str]()
        while not active.is_complete or running:
            if active.check_for_interrupts():
                active.mark_interrupted()
                metaflow.interrupt()
                raise self.dagster["DagsterExecutionInterruptedError"]
            for step in active.get_steps_to_execute():
                context = job_context.for_step(step, active.get_known_state())
                running.add(step.key)
                yield self.logs_captured(job_context, step.key)
                threads.submit(self.run_step, context, events)
            yield from active.concurrency_event_iterator(job_context)
            for key, event, is_last in received(events, 0.2 if running else 0.01):
                if isinstance(event, BaseException):
                    raise event
                if event:
                    yield event
                    active.handle_event(event)
                    metaflow.has_failed |= event.is_step_failure
                if is_last:
                    running.remove(key)
                    active.verify_complete(job_context, key)
            yield from active.plan_events_iterator(job_context)

    def run_step(self, context: Any, events: Events) -> None:
        """In a thread: an op from its begin to its end.

        The last event comes with the end: it may let the next attempt begin.
        """
        key, logs = context.step.key, context.resources.metaflow.logs
        manager = context.instance.compute_log_manager
        log_key = manager.build_log_key_for_run(context.run_id, log_name(key))
        stdout, last = self.dagster["ComputeIOType"].STDOUT, None
        try:
            with manager.open_log_stream(log_key, stdout) as log:
                logs[key] = log
                for event in self.dagster["dagster_event_sequence_for_step"](context):
                    if last:
                        events.put((key, last, False))
                    last = event
        except BaseException as fault:
            last = fault
        logs.pop(key, None)
        events.put((key, last, True))

    def logs_captured(self, job_context: Any, key: str) -> Any:
        """Tells the UI where the log of an op is."""
        manager = job_context.instance.compute_log_manager
        log_key = manager.build_log_key_for_run(job_context.run_id, log_name(key))
        captured = self.dagster["CapturedLogContext"](log_key)
        event = self.dagster["DagsterEvent"]
        return event.capture_logs(job_context, [key], log_key, captured)


def log_name(step_key: str) -> str:
    return step_key.replace("[", "-").replace("]", "")


def received(events: Events, patience: float) -> Iterator[tuple[str, Any, bool]]:
    """All that has happened; waits a little where nothing has."""
    with contextlib.suppress(queue.Empty):
        yield events.get(timeout=patience)
        while True:
            yield events.get_nowait()


def check_end(execution_plan: Any, metaflow: MetaflowRun) -> None:
    """Refuses to call a run a success that Dagster has skipped the end of."""
    end = next(name for name, step in STEPS.items() if not step["next"])
    is_selected = op_name(end) in execution_plan.step_keys_to_execute
    has_run = any(task.step == end for task in metaflow.tasks)
    if is_selected and not has_run and not metaflow.has_failed:
        raise RunFailed(f"Dagster has skipped {end}: that is a fault of this file")


@dg.executor(
    name="threads",
    config_schema={"max_concurrent": dg.Field(int, default_value=MAX_WORKERS)},
)
def thread_executor(init: dg.InitExecutorContext) -> ThreadExecutor:
    config: Any = init.executor_config
    return ThreadExecutor(config["max_concurrent"], internals())


def usable(name: str) -> str:
    """`threads` only where Dagster has what it takes."""
    if name == "threads":
        try:
            internals()
        except (ImportError, AttributeError) as fault:
            warnings.warn(
                f"Dagster {dg.__version__} cannot run ops as threads ({fault}): "
                "each is a process now, which takes longer",
                stacklevel=2,
            )
            return "multiprocess"
    return name


def executor_named(name: str) -> dg.ExecutorDefinition:
    """`threads`, an executor of Dagster's, or any other as `module:name`."""
    module, _, attribute = name.partition(":")
    if attribute:
        found: dg.ExecutorDefinition = getattr(import_module(module), attribute)
        return found
    known = {"threads": thread_executor, "in_process": dg.in_process_executor}
    return known.get(usable(name), dg.multiprocess_executor)


def chosen_executor() -> dg.ExecutorDefinition:
    return executor_named(os.environ.get(EXECUTOR_VARIABLE, "threads"))
