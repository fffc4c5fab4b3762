"""What runs, what has begun, and how a run stands, seen from outside."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from running import execute
from shapes import FLOWS, environment


def processes(folder: Path) -> dict[int, str]:
    """All processes whose environment names the folder, with their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if (
                entry.name.isdigit()
                and str(folder).encode() in (entry / "environ").read_bytes()
            ):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    found[int(entry.name)] = command.decode(errors="replace")
        except OSError:
            continue
    return found


def wait_until(condition: Callable[[], object], seconds: float = 20) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "waited in vain"
        time.sleep(0.02)
    return time.monotonic() - started


def journal(folder: Path) -> list[str]:
    """Tasks that began, without the run's id: step with indices, and the attempt."""
    path = folder / "journal"
    if not path.exists():
        return []
    return [line.split(" ", 1)[1] for line in path.read_text().splitlines()]


def begin(
    folder: Path, file: Path, *words: str, **more: str
) -> "subprocess.Popen[str]":
    settings = {"EVERYTHING_JOURNAL": str(folder / "journal"), **more}
    command = [str(file), "run", "--run-id-file", str(folder / "run-id"), *words]
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=FLOWS,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def status(folder: Path, file: Path, run_id: str, **more: str) -> str:
    return execute(folder, file, "status", run_id, more=more).stdout.split()[-1]
