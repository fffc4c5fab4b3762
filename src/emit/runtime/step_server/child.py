"""A process that runs a command, and what has come out of it."""

import contextlib
import ctypes
import functools
import os
import signal
import subprocess
import sys
import uuid
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from channel import send
from loading import FLOW_FILE, FLOW_NAME, FOLDER

MAX_LOG_SIZE = 10_000_000  # of one stream, as Metaflow's --max-log-size
MAX_LINE_SIZE = 1_000_000
# Read by Metaflow, the interpreter or native libraries as they start, so that a fork
# would not notice a change.
LIBRARIES = ("LD_", "DYLD_", "MALLOC_", "CUDA_", "OMP_", "MKL_", "OPENBLAS_")
READ_AT_START = ("METAFLOW_", "PYTHON", "NUMEXPR_", *LIBRARIES)
READ_LATER = ("METAFLOW_RUN_ID", "METAFLOW_CODE_", "PYTHONUNBUFFERED")
STANDARD_STREAMS = ("stdout", "stderr")


class Child:
    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request
        self.pid = 0
        self.stdin = -1
        self.deadline = 0.0
        self.pipes: dict[str, int] = {}
        self.rest = dict.fromkeys([*STANDARD_STREAMS, "answer"], b"")
        self.logs: dict[str, list[bytes]] = {name: [] for name in STANDARD_STREAMS}
        self.log_sizes = dict.fromkeys(STANDARD_STREAMS, 0)
        self.answer: dict[str, Any] = {}

    @property
    def is_side(self) -> bool:
        return "configs" in self.request

    @property
    def is_own(self) -> bool:
        """Whether it is a command of the flow file, for the interpreter that we are."""
        return bool(self.request["argv"][:2] == [sys.executable, FLOW_FILE])

    @property
    def may_fork(self) -> bool:
        return self.is_own and not any(
            name.startswith(READ_AT_START) and not name.startswith(READ_LATER)
            for name in self.request["env"]
        )

    @property
    def environ(self) -> dict[str, str]:
        """Ours with the changes of the request, of which some are removals."""
        changed = {**os.environ, **self.request["env"]}
        return {name: text for name, text in changed.items() if text is not None}

    def taken(self, name: str, data: bytes) -> list[bytes]:
        """The lines that are whole; one without an end is cut, not kept for ever."""
        *lines, rest = (self.rest[name] + data).split(b"\n")
        if len(rest) > MAX_LINE_SIZE and name != "answer":
            lines, rest = [*lines, rest], b""
        self.rest[name] = rest
        return lines

    def log(self, name: str, line: bytes) -> None:
        """Keeps a line, as Metaflow's own runtime marks it."""
        size = self.log_sizes[name]
        self.log_sizes[name] += len(line) + 1
        if size >= MAX_LOG_SIZE:
            return
        if self.log_sizes[name] >= MAX_LOG_SIZE:
            line = b"[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]"
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
        mark = f"[MFLOG|0|{now}Z|runtime|{uuid.uuid4()}]"
        self.logs[name].append(mark.encode() + line + b"\n")

    def log_files(self) -> dict[str, str]:
        paths = {name: Path(FOLDER, f"{self.pid}.{name}") for name in self.logs}
        for name, path in paths.items():
            path.write_bytes(b"".join(self.logs[name]))
        return {name: str(path) for name, path in paths.items()}

    def signal(self, number: int) -> None:
        """To the whole group: a step may have started processes of its own."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


def spawn(child: Child, stdin: int, *ends: int) -> int:
    """Starts a process that has nothing of ours, for what cannot be forked."""
    stdout, stderr, answers = ends
    argv = child.request["argv"]
    if child.is_own:
        argv = [sys.executable, "-c", sys.orig_argv[2], FLOW_FILE, FLOW_NAME]
        argv += [FOLDER, str(answers)]
    process = subprocess.Popen(
        argv,
        stdin=stdin if child.is_own else subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        pass_fds=(answers,),
        env=child.environ,
        preexec_fn=functools.partial(die_with_parent, ctypes.CDLL(None)),
        start_new_session=True,
    )
    process.returncode = 0  # the server waits for it, subprocess must not
    if child.is_own:
        send(child.request, child.stdin)
    return process.pid


def die_with_parent(libc: ctypes.CDLL) -> None:
    """For the case that the server is killed, and cannot end its children."""
    if sys.platform == "linux":
        set_death_signal = 1
        libc.prctl(set_death_signal, signal.SIGKILL)
