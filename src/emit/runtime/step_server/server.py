"""The step server: one process that runs all of Metaflow's commands for one run.

It loads Metaflow and the flow once and forks a process for each command, or starts a
fresh one where a fork is not safe. The first child, the launching side, is to Metaflow
what `run` is: decorators initialised, datastore at hand. It answers questions.

Requests are JSON lines on stdin, answers are JSON lines on stdout. When stdin ends,
however the parent died, every process group gets SIGTERM, some grace, then SIGKILL.
"""

import ctypes
import functools
import gc
import json
import os
import selectors
import shutil
import signal
import sys
import time
import traceback
from typing import Any, NoReturn

from channel import send
from child import STANDARD_STREAMS, Child, die_with_parent, spawn
from loading import FLOW_FILE, FOLDER, SPAWNED, load, may_fork, why_not_fork
from parent import ending_with
from requested import run, run_spawned

GRACE = 5.0  # seconds between SIGTERM and SIGKILL


class Server:
    def __init__(self) -> None:
        self.requests, self.answers = os.dup(0), os.dup(1)
        os.dup2(2, 1)  # what the flow file prints when it is loaded is for people
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        gc.disable()  # there is little garbage in an import
        with ending_with(self.requests):
            self.flow = load() if may_fork() else None
        gc.freeze()  # so that the pages stay shared with the children
        gc.enable()
        why_not = why_not_fork() if self.flow else "this system does not fork safely"
        if why_not:
            file = os.path.basename(FLOW_FILE)
            print(f"{file}: each step loads it anew, since {why_not}", file=sys.stderr)
        self.forks = not why_not
        self.libc = ctypes.CDLL(None)
        self.children: dict[int, Child] = {}
        self.side: Child | None = None
        self.asked: set[int] = set()
        self.unsent = b""  # to the side, which may be slow and must not be waited for
        self.buffer = b""
        self.ending = False
        self.ready = selectors.DefaultSelector()

    def serve(self) -> None:
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # it is for our parent to decide
        self.ready.register(self.requests, selectors.EVENT_READ, self.read_requests)
        self.ready.register(woken, selectors.EVENT_READ, lambda: os.read(woken, 4096))
        while not self.ending or self.children:
            for key, _ in self.ready.select(self.patience()):
                key.data()
            for child in list(self.children.values()):
                self.look_after(child)
            if self.ending and self.side and list(self.children) == [self.side.pid]:
                self.close_side(self.side)

    def read_requests(self) -> None:
        data = os.read(self.requests, 1 << 20)
        if not data:
            self.ending = True
            self.ready.unregister(self.requests)
            for child in self.children.values():
                if not child.is_side:
                    self.stop(child)
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for request in map(json.loads, lines):
            self.handle(request)

    def handle(self, request: dict[str, Any]) -> None:
        if "kill" in request:
            for child in self.children.values():
                if child.request["id"] == request["kill"]:
                    self.stop(child)
        elif "ask" in request:
            self.ask(request["id"], *request["ask"])
        else:
            self.start(request)

    def ask(self, number: int, operation: str, values: dict[str, Any]) -> None:
        if self.side is None:
            send({"id": number, "rc": 1}, self.answers)
            return
        self.asked.add(number)
        self.unsent += json.dumps([number, operation, values]).encode() + b"\n"
        self.write_to_side()

    def write_to_side(self) -> None:
        """As much as it takes now, and the rest when it takes more."""
        if self.side is None:
            return
        try:
            written = os.write(self.side.stdin, self.unsent)
        except BlockingIOError:
            written = 0
        except BrokenPipeError:  # it has ended, and will be noticed
            written = len(self.unsent)
        self.unsent = self.unsent[written:]
        is_waiting = self.side.stdin in self.ready.get_map()
        if self.unsent and not is_waiting:
            event = selectors.EVENT_WRITE
            self.ready.register(self.side.stdin, event, self.write_to_side)
        elif is_waiting and not self.unsent:
            self.ready.unregister(self.side.stdin)

    def start(self, request: dict[str, Any]) -> None:
        child = Child(request)
        ends = []
        for name in child.rest:
            child.pipes[name], end = os.pipe()
            os.set_blocking(child.pipes[name], False)
            ends.append(end)
        stdin, child.stdin = os.pipe()
        start = self.fork if self.forks and child.may_fork else spawn
        try:
            child.pid = start(child, stdin, *ends)
        finally:
            for end in (stdin, *ends):
                os.close(end)
        if child.is_side:
            self.side = child
            os.set_blocking(child.stdin, False)
        else:
            os.close(child.stdin)
        self.children[child.pid] = child
        for name, source in child.pipes.items():
            receive = functools.partial(self.receive, child, name)
            self.ready.register(source, selectors.EVENT_READ, receive)
        send({"id": request["id"], "pid": child.pid}, self.answers)

    def fork(self, child: Child, stdin: int, *ends: int) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            self.become(child, stdin, *ends)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)

    def become(self, child: Child, stdin: int, *ends: int) -> NoReturn:
        """In the new process: lets go of what is the server's, and runs the command."""
        os.setsid()
        die_with_parent(self.libc)
        signal.set_wakeup_fd(-1)
        for name in ("SIGINT", "SIGTERM", "SIGCHLD", "SIGALRM", "SIGIO"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        self.ready.close()
        for source in [*child.pipes.values(), child.stdin, self.requests, self.answers]:
            os.close(source)
        if self.side:
            os.close(self.side.stdin)  # else the side would wait for our end, too
        os.dup2(ends[0], 1)
        os.dup2(ends[1], 2)
        environ = child.environ
        os.environ.clear()
        os.environ.update(environ)
        if "numpy" in sys.modules:  # unlike `random`, it does not notice the fork
            sys.modules["numpy"].random.seed()
        run(self.flow, child.request, os.fdopen(stdin), ends[2])

    def receive(self, child: Child, name: str) -> bool:
        source = child.pipes[name]
        try:
            data = os.read(source, 1 << 16)
        except BlockingIOError:
            return False
        if data:
            self.take(child, name, child.taken(name, data))
        else:
            self.ready.unregister(source)
            os.close(child.pipes.pop(name))
        return bool(data)

    def take(self, child: Child, name: str, lines: list[bytes]) -> None:
        if name != "answer":
            text = [line.decode(errors="replace") for line in lines]
            message = {"id": child.request["id"], "lines": text, "stream": name}
            send(message, self.answers)
            for line in lines:
                child.log(name, line)
        elif child.is_side:
            for answer in map(json.loads, lines):
                self.asked.discard(answer["id"])
                send(answer, self.answers)
        else:
            for line in lines:
                child.answer = json.loads(line)

    def patience(self) -> float | None:
        return 0.1 if any(each.deadline for each in self.children.values()) else None

    def stop(self, child: Child) -> None:
        child.signal(signal.SIGTERM)
        child.deadline = time.monotonic() + GRACE

    def look_after(self, child: Child) -> None:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        if pid:
            self.finish(child, os.waitstatus_to_exitcode(status))
        elif child.deadline and time.monotonic() > child.deadline:
            child.signal(signal.SIGKILL)

    def finish(self, child: Child, code: int) -> None:
        del self.children[child.pid]
        child.signal(signal.SIGKILL)  # whatever it has left of its group
        for name, source in list(child.pipes.items()):
            while self.receive(child, name):
                pass
            if name in child.pipes:  # a process that has left the group still holds it
                self.ready.unregister(source)
                os.close(source)
        for name in STANDARD_STREAMS:
            if child.rest[name]:
                self.take(child, name, [child.rest[name]])
        if child.is_side:
            self.lose_side(child, code)
        elif "logs" in child.request:
            self.save_logs(child, code)
        send({**child.answer, "id": child.request["id"], "rc": code}, self.answers)

    def save_logs(self, child: Child, code: int) -> None:
        if code:
            child.log("stderr", f"Task failed with {cause(code)}.".encode())
        try:
            values = {"code": code, "files": child.log_files()}
        except OSError as fault:
            print(f"Logs were not saved: {fault}", file=sys.stderr)
        else:
            self.ask(0, "save_logs", {**child.request["logs"], **values})

    def lose_side(self, side: Child, code: int) -> None:
        """It refuses the flow, or it was killed; then our parent starts both anew."""
        if code < 0 and not self.ending:
            for child in self.children.values():
                child.signal(signal.SIGKILL)
            raise SystemExit("The launching side was killed")
        if self.unsent:
            self.ready.unregister(side.stdin)
        self.side, self.unsent = None, b""
        for number in self.asked:
            send({"id": number, "rc": code or 1}, self.answers)

    def close_side(self, side: Child) -> None:
        """No task is left; the side ends when it has answered all that was asked."""
        side.deadline = side.deadline or time.monotonic() + GRACE
        if not self.unsent and side.stdin >= 0:
            os.close(side.stdin)
            side.stdin = -1


def cause(code: int) -> str:
    name = signal.strsignal(-code) if code < 0 else None
    return f"signal {-code}: {name}" if name else f"exit code {code}"


if __name__ == "__main__":
    if SPAWNED:
        run_spawned()
    try:
        Server().serve()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
