"""One execution of a Metaflow run: its registration, and what is known of it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import sys
from collections.abc import AsyncIterator
from typing import Any

from options import QUIET, RunOptions, split_options
from settings import (
    FLOW_FILE,
    FLOW_NAME,
    FLOW_SHA256,
    METAFLOW_OPTIONS,
    REGENERATE,
    STEPS,
)
from step_client import Log, StepServer, flow_command
from tasks import (
    RunFailed,
    StepFailed,
    Task,
    TaskRequest,
    finished_task,
    how_it_ended,
)

MAX_ATTEMPTS = 6  # of a task: a constant of Metaflow's


class Session:
    """The step server of a run, and what it has told about the flow and the run."""

    def __init__(
        self, run_id: str, options: RunOptions, server: StepServer, log: Log
    ) -> None:
        self.run_id = run_id
        self.options = options
        self.server = server
        self.log = log
        self.recovering = asyncio.Lock()
        self.slots = asyncio.Semaphore(max(1, options.max_workers))
        self.metaflow_options, self.config_options = split_options(
            [*METAFLOW_OPTIONS, *options.metaflow_options]
        )
        self.steps: dict[str, dict[str, Any]] = {}
        self.flow_options: list[str] = []  # with configs, which are then frozen
        self.launches = False  # Metaflow is asked for the command of each attempt
        self.exit_hooks: dict[str, list[str]] = {}
        self.finished: dict[str, dict[str, Any]] = {}
        self.attempts: dict[str, int] = {}
        self.ends_with_failure = False  # of any task, as a run of Metaflow's runtime
        self.is_failing = False

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
        described = await self.describe()
        self.check(described)
        if may_exist and not origin:
            await self.list_finished(repair=True)
        if "_parameters/params" not in self.finished:
            await self.register(origin)
        if origin:
            # Metaflow does not clone these, and its client needs them.
            ends = {f"{end}_step": described[end] for end in ("start", "end")}
            await self.server.ask("register", run=self.run_id, fields=ends)
            await self.list_finished(repair=may_exist)
        await self.begin()

    async def attach(self) -> None:
        """Goes on with a run that this process has not begun, or not this server."""
        self.open_side(self.run_id)
        self.check(await self.describe())
        await self.begin()

    async def recover(self) -> None:
        async with self.recovering:
            if self.server.lost:
                await self.server.restart()
                await self.attach()

    def open_side(self, configs_of: str | None) -> None:
        options = [*QUIET, *self.metaflow_options]
        self.server.open_side(options, given=self.config_options, run=configs_of)

    async def describe(self) -> dict[str, Any]:
        tags = self.options.tag_options[1::2]
        described = await self.server.ask("describe", tags=tags)
        self.steps, self.exit_hooks = described["steps"], described["exit_hooks"]
        self.launches = described["launches"]
        self.flow_options = [*QUIET, *self.metaflow_options, *described["options"]]
        return described

    async def begin(self) -> None:
        await self.server.ask(
            "begin",
            run=self.run_id,
            launches=self.launches,
            namespace=self.options.namespace,
        )

    async def finish(self, has_succeeded: bool) -> None:
        """What Metaflow does at the end of a run, once, after its last task."""
        await self.server.ask("finish", has_succeeded=has_succeeded)
        for name in self.exit_hooks["SUCCEEDED" if has_succeeded else "FAILED"]:
            module = "metaflow.plugins.exit_hook.exit_hook_script"
            words = [module, str(FLOW_FILE), name, f"{FLOW_NAME}/{self.run_id}"]
            answer, _ = await self.server.run([sys.executable, "-m", *words], self.log)
            if answer["rc"]:
                self.log(f"The exit hook {name} {how_it_ended(answer['rc'])}")

    async def list_finished(self, repair: bool) -> None:
        found = await self.server.ask("listing", run=self.run_id, repair=repair)
        self.finished, self.attempts = found["done"], found["attempts"]

    async def register(self, origin: str | None) -> None:
        """`init`, which evaluates the parameters, or `resume`, which clones them."""
        if origin and origin.isdigit():  # its task ids are not ours
            raise RunFailed(
                f"Run {origin} is one of Metaflow's own: finish it with "
                f"python {FLOW_FILE.name} resume --origin-run-id {origin}"
            )
        if origin:
            options = [*QUIET, *self.metaflow_options]  # the configs are the origin's
            rerun = [self.options.step_to_rerun] if self.options.step_to_rerun else []
            command = ["resume", *rerun, "--origin-run-id", origin, "--clone-only"]
            command += ["--reentrant", "--resume-identifier", self.run_id]
        else:
            options = self.flow_options
            command = ["init", "--task-id", "params", *self.options.parameters]
        command += ["--run-id", self.run_id, *self.options.tag_options]
        argv = flow_command(*options, *command)
        answer, call = await self.server.run(argv, lambda line: None)
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

    def may_retry(self, request: TaskRequest, retry: int, failure: StepFailed) -> bool:
        return not failure.is_final and retry < self.last_retry(request)

    def note_failure(
        self, request: TaskRequest, retry: int, failure: StepFailed
    ) -> None:
        """Before its slot is free, so that no task begins which would be stopped."""
        if self.ends_with_failure and not self.may_retry(request, retry, failure):
            self.is_failing = True

    def adopted(self, request: TaskRequest) -> Task | None:
        """The task, if an earlier execution of the run has finished it."""
        answer = self.finished.get(request.path)
        return finished_task(request, answer) if answer else None


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
