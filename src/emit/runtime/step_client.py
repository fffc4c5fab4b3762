"""The side of the step server that is in our own process."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import json
import os
import signal
import sys
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

    @property
    def last_lines(self) -> list[str]:
        """The traceback, or what else has come last, of the lines that tell why."""
        text = "\n".join(self.lines["stderr"] or self.lines["stdout"])
        lines = text.strip("\n").splitlines()
        traces = [i for i, line in enumerate(lines) if line.startswith("Traceback ")]
        return lines[traces[0] :] if traces else lines[-20:]


class StepServer:
    """Runs Metaflow's commands. However we end, it ends, and so do its children."""

    def __init__(self, process: asyncio.subprocess.Process, log: Log) -> None:
        self.process = process
        self.own = Call(log)
        self.calls: dict[int, Call] = {}
        self.count = 0
        self.lost = False

    @classmethod
    @contextlib.asynccontextmanager
    async def started(cls, log: Log) -> AsyncIterator[StepServer]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", STEP_SERVER, str(FLOW_FILE), FLOW_NAME),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=1 << 28,  # a listing of a large run is one line
            start_new_session=True,
            env=server_environment(),
        )
        server = cls(process, log)
        readers = asyncio.gather(server.read_answers(), server.read_stderr())
        try:
            yield server
        finally:
            await server.close(readers)

    async def close(self, readers: asyncio.Future[Any]) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        try:
            await asyncio.wait_for(readers, SHUTDOWN)
            await self.process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()

    async def read_answers(self) -> None:
        assert self.process.stdout
        try:
            async for line in self.process.stdout:
                self.receive(json.loads(line))
        finally:  # also when a log fails, as into a closed pipe
            self.give_up()

    def receive(self, message: dict[str, Any]) -> None:
        call = self.calls.get(message["id"], self.own)
        if "line" in message:
            call.lines[message["stream"]].append(message["line"])
            call.log(message["line"])
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
            text = line.decode(errors="replace").rstrip("\n")
            self.own.lines["stderr"].append(text)
            self.own.log(text)

    def checked(self, answer: dict[str, Any]) -> dict[str, Any]:
        if "lost" in answer:
            raise self.gone()
        return answer

    def gone(self) -> ServerLost:
        return ServerLost("The step server has ended", self.own.last_lines)

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
        self,
        command: list[str],
        options: list[str],
        log: Log,
        **more: Any,
    ) -> tuple[dict[str, Any], Call]:
        """Runs a command to its end; kills it when we are cancelled."""
        request = {"command": command, "options": options, "env": {}, **more}
        number, call = self.send(request, log)
        try:
            return self.checked(await asyncio.shield(call.answer)), call
        except asyncio.CancelledError:
            with contextlib.suppress(RunFailed, asyncio.TimeoutError):
                self.send({"kill": number}, log)
                await asyncio.wait_for(call.answer, SHUTDOWN)
            raise

    def open_side(self, options: list[str], **configs: Any) -> None:
        """Starts the child that answers questions; it needs no answer itself."""
        request = {"options": options, "env": {}, "configs": configs}
        command = {"command": ["launching-side"]}
        _, self.side = self.send({**command, **request}, self.own.log)

    async def ask(self, operation: str, **values: Any) -> dict[str, Any]:
        _, call = self.send({"ask": [operation, values]}, self.own.log)
        answer = self.checked(await call.answer)
        if answer["rc"]:
            raise RunFailed("Metaflow refuses the flow", self.side.last_lines)
        return answer


class ServerLost(RunFailed):
    """The step server has died, or the flow file could not be loaded at all."""


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
