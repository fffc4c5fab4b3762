"""One execution of a Metaflow run: its registration, its attempts, what is finished."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
from collections.abc import AsyncIterator
from typing import Any

from settings import (
    FLOW_FILE,
    FLOW_SHA256,
    MAX_NUM_SPLITS,
    MAX_WORKERS,
    METAFLOW_OPTIONS,
    NAMESPACE,
    REGENERATE,
    STEPS,
    TAGS,
    WORKFLOW_TIMEOUT,
)
from step_client import Log, StepServer
from tasks import RunFailed, StepFailed, Task, TaskRequest, finished_task

MAX_ATTEMPTS = 6  # of a task: a constant of Metaflow's
TIMEOUT_MARGIN = 60  # seconds, so that @timeout and @catch act before we do
QUIET = ["--quiet", "--no-pylint"]
QUIET += ["--event-logger", "nullSidecarLogger", "--monitor", "nullSidecarMonitor"]


@dataclasses.dataclass(frozen=True)
class RunOptions:
    """What may be said when a run is started, besides what was said at the compile."""

    parameters: tuple[str, ...] = ()  # as `--name value`
    metaflow_options: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    namespace: str | None = NAMESPACE
    max_workers: int = MAX_WORKERS
    max_num_splits: int = MAX_NUM_SPLITS
    workflow_timeout: int | None = WORKFLOW_TIMEOUT  # in seconds
    resume_from: str | None = None  # id of the origin run
    step_to_rerun: str | None = None

    @property
    def tag_options(self) -> list[str]:
        tags = dict.fromkeys([*TAGS, *self.tags])
        return [word for tag in tags for word in ("--tag", tag)]


class Session:
    """The step server of a run, and what it has told about the flow and the run."""

    def __init__(
        self, run_id: str, options: RunOptions, server: StepServer, log: Log
    ) -> None:
        self.run_id = run_id
        self.options = options
        self.server = server
        self.log = log
        self.slots = asyncio.Semaphore(max(1, options.max_workers))
        self.metaflow_options, self.config_options = split_options(
            [*METAFLOW_OPTIONS, *options.metaflow_options]
        )
        self.steps: dict[str, dict[str, Any]] = {}
        self.finished: dict[str, dict[str, Any]] = {}
        self.attempts: dict[str, int] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(
        cls,
        run_id: str,
        options: RunOptions,
        log: Log,
        may_exist: bool = True,
        server: StepServer | None = None,
    ) -> AsyncIterator[Session]:
        """A run that is registered with Metaflow, or continued where it has ended."""
        if not FLOW_FILE.exists():
            raise RunFailed(f"There is no {FLOW_FILE}; METAFLOW_FLOW_FILE may name it")
        async with contextlib.AsyncExitStack() as stack:
            if server is None:
                server = await stack.enter_async_context(StepServer.started(log))
            session = cls(run_id, options, server, log)
            await session.prepare(may_exist)
            yield session

    async def prepare(self, may_exist: bool) -> None:
        origin = self.options.resume_from
        self.open_side(origin or (self.run_id if may_exist else None))
        described = await self.server.ask(
            "describe", tags=self.options.tag_options[1::2]
        )
        self.check(described)
        if may_exist and not origin:
            await self.list_finished(repair=True)
        if "_parameters/params" not in self.finished:
            await self.register(origin, described["options"])
        if origin:
            # Metaflow does not clone these, and its client needs them.
            ends = {f"{end}_step": described[end] for end in ("start", "end")}
            await self.server.ask("register", run=self.run_id, fields=ends)
            await self.list_finished(repair=may_exist)
        self.metaflow_options += described["options"]
        self.steps = described["steps"]

    def open_side(self, configs_of: str | None) -> None:
        options = [*QUIET, *self.metaflow_options]
        self.server.open_side(options, given=self.config_options, run=configs_of)

    async def list_finished(self, repair: bool) -> None:
        found = await self.server.ask("listing", run=self.run_id, repair=repair)
        self.finished, self.attempts = found["done"], found["attempts"]

    async def register(self, origin: str | None, frozen: list[str]) -> None:
        """`init`, which evaluates the parameters, or `resume`, which clones them."""
        if origin and origin.isdigit():  # its task ids are not ours
            raise RunFailed(
                f"Run {origin} is one of Metaflow's own: finish it with "
                f"python {FLOW_FILE.name} resume --origin-run-id {origin}"
            )
        options, tags = [*QUIET, *self.metaflow_options], self.options.tag_options
        if origin:
            rerun = [self.options.step_to_rerun] if self.options.step_to_rerun else []
            command = ["resume", *rerun, "--origin-run-id", origin, "--clone-only"]
            command += ["--reentrant", "--resume-identifier", self.run_id]
        else:
            command = ["init", "--task-id", "params", *self.options.parameters]
            options += frozen
        command += ["--run-id", self.run_id, *tags]
        answer, call = await self.server.run(command, options, lambda line: None)
        if answer["rc"]:
            raise StepFailed(command[0], answer["rc"], call.last_lines)
        if not origin:  # `resume` tells of each clone, `init` what the flow prints
            for line in call.lines["stdout"]:
                self.log(line)

    def check(self, described: dict[str, Any]) -> None:
        """Refuses a flow that is not the one compiled, or that we would run wrongly."""
        if hashlib.sha256(FLOW_FILE.read_bytes()).hexdigest() != FLOW_SHA256:
            self.log(f"{FLOW_FILE.name} has changed since the compile: {REGENERATE}")
        if described["user"] == "unknown":
            self.log("Metaflow finds no user name: METAFLOW_USER is 'unknown' here")
        check_graph(described["steps"])
        check_launch(described["steps"], described["environment"])
        for name, step in described["steps"].items():
            for key in ("retries", "timeout"):
                compiled = STEPS[name].get(key)
                if compiled not in (None, step[key]):
                    self.log(f"{key} of step {name}: {step[key]}, compiled: {compiled}")

    def last_retry(self, request: TaskRequest) -> int:
        """Metaflow's user retries, and those in which @catch takes over."""
        step = self.steps[request.step]
        retries: int = step["retries"] + step["error_retries"]
        return min(retries, MAX_ATTEMPTS - 1 - self.attempts.get(request.path, 0))

    def retry_delay(self, request: TaskRequest) -> float:
        delay: float = self.steps[request.step]["retry_delay"]
        return delay

    def adopted(self, request: TaskRequest) -> Task | None:
        """The task, if an earlier execution of the run has finished it."""
        answer = self.finished.get(request.path)
        return finished_task(request, answer) if answer else None

    async def attempt(self, request: TaskRequest, retry: int, log: Log) -> Task:
        """One attempt of one task; `retry` counts from 0 in each execution."""
        step, before = self.steps[request.step], self.attempts.get(request.path, 0)
        if before + retry >= MAX_ATTEMPTS:
            raise StepFailed(request.label, 202, ["Metaflow allows no more attempts"])
        task = {"run": self.run_id, "step": request.step, "task": request.task_id}
        async with self.slots:
            running = self.server.run(
                self.step_command(request, before, retry),
                [*QUIET, *self.metaflow_options],
                log,
                env=step["environment"],
                logs={**task, "attempt": before + retry},
            )
            limit = step["timeout"] + TIMEOUT_MARGIN if step["timeout"] else None
            try:
                answer, call = await asyncio.wait_for(running, limit)
            except asyncio.TimeoutError:
                lines = [f"It was ended after {limit} seconds"]
                raise StepFailed(request.label, -9, lines) from None
        if answer["rc"]:
            raise StepFailed(request.label, answer["rc"], call.last_lines)
        if not answer.get("ok"):
            lines = [f"{request.label} ended before Metaflow had stored its results"]
            raise StepFailed(request.label, 1, [*call.last_lines, *lines])
        return finished_task(request, answer)

    def step_command(self, request: TaskRequest, before: int, retry: int) -> list[str]:
        # Attempts of an execution that was lost are none of the user's: @catch waits.
        user_retries = before + self.steps[request.step]["retries"]
        command = ["step", request.step, "--run-id", self.run_id]
        command += ["--task-id", request.task_id, "--retry-count", str(before + retry)]
        command += ["--max-user-code-retries", str(user_retries)]
        command += ["--input-paths", input_paths(self.run_id, request.inputs)]
        if request.split_index is not None:
            command += ["--split-index", str(request.split_index)]
        if request.is_control:
            command += ["--ubf-context", "ubf_control"]
        if self.options.resume_from:
            command += ["--clone-run-id", self.options.resume_from]
        if self.options.namespace is not None:
            command += ["--namespace", self.options.namespace]
        return command + self.options.tag_options


def check_graph(steps: dict[str, Any]) -> None:
    changes = [
        f"Step {name} is {shape(name, steps)} in {FLOW_FILE.name}, "
        f"but was compiled as {shape(name, STEPS)}"
        for name in {**STEPS, **steps}
        if shape(name, STEPS) != shape(name, steps)
    ]
    if changes:
        changes.append(f"Compile the flow again: {REGENERATE}")
        raise RunFailed("\n".join(changes))


def shape(name: str, steps: Any) -> str:
    step = steps.get(name)
    return f"{step['type']} -> {', '.join(step['next'])}" if step else "absent"


def check_launch(steps: dict[str, Any], environment: str | None) -> None:
    causes = [
        f"@{decorator} of step {name}"
        for name, step in steps.items()
        for decorator in step["unsupported"]
    ]
    if environment:
        causes.append(f"--environment {environment}")
    if causes:
        raise RunFailed(
            f"{causes[0]} acts where a task is launched, which this file does not do "
            "yet: do without it, or run the flow with Metaflow itself"
        )


def input_paths(run_id: str, inputs: tuple[str, ...]) -> str:
    """The prefix form of Metaflow's lists of paths."""
    if len(inputs) == 1:
        return f"{run_id}/{inputs[0]}"
    return f"{run_id}/:" + ",".join(inputs)


def split_options(options: list[str]) -> tuple[list[str], list[str]]:
    """Config options apart, which are to be frozen; the last of each name counts."""
    others: list[str] = []
    configs: dict[str, list[str]] = {}
    words = iter(options)
    for word in words:
        if word in ("--config", "--config-value"):
            name = next(words)
            configs[name] = [word, name, next(words)]
        else:
            others.append(word)
    return others, sum(configs.values(), [])
