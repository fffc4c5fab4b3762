"""The side of the step server that is in our own process."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeAlias

from settings import ENGINE, FLOW_FILE, FLOW_NAME, STEP_SERVER
from tasks import RunFailed

Log: TypeAlias = Callable[[str], None]
SHUTDOWN = 15  # seconds: its steps have 5 s to end, then their logs are saved


class Call:
    """A request that the step server has not answered yet."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.pid = 0
        self.answer: asyncio.Future[dict[str, Any]] = asyncio.Future()
        self.lines: dict[str, collections.deque[str]] = {
            name: collections.deque(maxlen=200) for name in ("stdout", "stderr")
        }

    def take(self, stream: str, lines: list[str]) -> None:
        self.lines[stream].extend(lines)
        for line in lines:
            self.log(line)

    @property
    def last_lines(self) -> list[str]:
        """The traceback, or what else has come last, of the lines that tell why."""
        text = "\n".join(self.lines["stderr"] or self.lines["stdout"])
        lines = text.strip("\n").splitlines()
        traces = [i for i, line in enumerate(lines) if line.startswith("Traceback ")]
        return lines[traces[0] :] if traces else lines[-20:]


class StepServer:
    """Runs Metaflow's commands. However we end, it ends, and so do its children."""

    process: asyncio.subprocess.Process
    readers: asyncio.Future[Any]
    side: Call

    def __init__(self, log: Log) -> None:
        self.log = log
        self.folder = tempfile.mkdtemp(prefix="metaflow-")
        self.count = 0

    @classmethod
    @contextlib.asynccontextmanager
    async def started(cls, log: Log) -> AsyncIterator[StepServer]:
        server = cls(log)
        try:
            await server.start()
            yield server
        finally:
            await server.close()

    async def start(self) -> None:
        self.own, self.calls = Call(self.log), dict[int, Call]()
        self.lost = self.heard = False
        words = [STEP_SERVER, str(FLOW_FILE), FLOW_NAME, self.folder]
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", *words),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=1 << 28,  # a listing of a large run is one line
            start_new_session=True,
            env=server_environment(),
        )
        self.readers = asyncio.gather(self.read_answers(), self.read_stderr())

    async def restart(self) -> None:
        if not self.heard:
            raise self.gone()
        self.log("The step server was lost; it is started anew")
        await self.end()
        os.makedirs(self.folder, exist_ok=True)
        await self.start()

    async def close(self) -> None:
        try:
            await self.end()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    async def end(self) -> None:
        if not hasattr(self, "readers"):  # it could not be started
            return
        assert self.process.stdin
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.readers, SHUTDOWN)
            await self.process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()

    async def read_answers(self) -> None:
        assert self.process.stdout
        try:
            async for line in self.process.stdout:
                self.heard = True
                self.receive(json.loads(line))
        finally:  # also when a log fails, as into a closed pipe
            self.give_up()

    def receive(self, message: dict[str, Any]) -> None:
        call = self.calls.get(message["id"], self.own)
        if "stream" in message:
            call.take(message["stream"], message["lines"])
        elif "pid" in message:
            call.pid = message["pid"]
        elif self.calls.pop(message["id"], None) and not call.answer.done():
            call.answer.set_result(message)

    def give_up(self) -> None:
        self.lost = True
        for call in self.calls.values():
            if call.pid:  # a server that was killed could not end its children
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(call.pid, signal.SIGKILL)
            if not call.answer.done():
                call.answer.set_result({"lost": True})

    async def read_stderr(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            self.own.take("stderr", [line.decode(errors="replace").rstrip("\n")])

    def checked(self, answer: dict[str, Any]) -> dict[str, Any]:
        if "lost" in answer:
            raise self.gone()
        return answer

    def gone(self) -> ServerLost:
        if self.heard:
            return ServerLost("The step server was lost", self.own.last_lines)
        return ServerLost(f"{FLOW_FILE} cannot be loaded", self.own.last_lines)

    def send(self, request: dict[str, Any], log: Log) -> tuple[int, Call]:
        if self.lost:
            raise self.gone()
        assert self.process.stdin
        self.count += 1
        self.calls[self.count] = call = Call(log)
        message = {"id": self.count, **request}
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        return self.count, call

    async def run(
        self, argv: list[str], log: Log, **more: Any
    ) -> tuple[dict[str, Any], Call]:
        """Runs a command to its end; kills it when we are cancelled."""
        number, call = self.send({"argv": argv, "env": {}, **more}, log)
        try:
            return self.checked(await asyncio.shield(call.answer)), call
        except asyncio.CancelledError:
            with contextlib.suppress(RunFailed, asyncio.TimeoutError):
                self.send({"kill": number}, log)
                await asyncio.wait_for(call.answer, SHUTDOWN)
            raise

    def open_side(self, options: list[str], **configs: Any) -> None:
        """Starts the child that answers questions; it needs no answer itself."""
        request = {"argv": flow_command(*options), "env": {}, "configs": configs}
        _, self.side = self.send(request, self.log)

    async def ask(self, operation: str, **values: Any) -> dict[str, Any]:
        _, call = self.send({"ask": [operation, values]}, self.log)
        answer = self.checked(await call.answer)
        if answer["rc"]:
            lines = answer.get("lines", self.side.last_lines)
            raise RunFailed("Metaflow refuses the flow", lines)
        return answer


class ServerLost(RunFailed):
    """The step server has died, or the flow file could not be loaded at all."""


def flow_command(*words: str) -> list[str]:
    return [sys.executable, str(FLOW_FILE), *words]


def server_environment() -> dict[str, str]:
    """Ours, with what Metaflow's runtime sets for its children."""
    folder = str(Path(sys.executable).parent)  # @parallel starts `python` from PATH
    own = {
        "METAFLOW_RUNTIME_NAME": ENGINE,
        "PATH": os.pathsep.join([folder, os.environ.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "x",
    }
    # Metaflow's `run` reads parameters from METAFLOW_RUN_NAME, its `init` does not.
    parameters = {
        f"METAFLOW_INIT_{name.removeprefix('METAFLOW_RUN_')}": value
        for name, value in os.environ.items()
        if name.startswith("METAFLOW_RUN_")
    }
    return {**parameters, **os.environ, **own}
