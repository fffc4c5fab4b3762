"""Runs flows in processes of their own, natively or generated."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from shapes import FLOWS, environment

NATIVE_OPTIONS = ["--quiet", "--no-pylint"]


def execute(
    folder: Path,
    *words: object,
    more: dict[str, str] | None = None,
    seconds: float = 120,
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=FLOWS,
        env=environment(folder, **more or {}),
        capture_output=True,
        text=True,
        timeout=seconds,
    )


def run_generated(
    folder: Path,
    file: Path,
    *words: object,
    code: int = 0,
    seconds: float = 120,
    **more: str,
) -> tuple[str, "subprocess.CompletedProcess[str]"]:
    """Gives the run id, and what the process has said."""
    id_file = folder / "run-id"
    id_file.unlink(missing_ok=True)
    command = words if words else ("run",)
    command = (*command, "--run-id-file", id_file)
    done = execute(folder, file, *command, more=more, seconds=seconds)
    assert done.returncode == code, done.stdout + done.stderr
    return id_file.read_text() if id_file.exists() else "", done


def run_natively(
    folder: Path, name: str, *words: str, top: tuple[str, ...] = (), **more: str
) -> str:
    id_file = folder / "native-id"
    options = [*NATIVE_OPTIONS, *top]
    file = FLOWS / f"{name}.py"
    # Natively, @parallel starts the `python` that is first on PATH.
    more["PATH"] = os.pathsep.join(
        [os.path.dirname(sys.executable), os.environ["PATH"]]
    )
    done = execute(
        folder, file, *options, "run", "--run-id-file", id_file, *words, more=more
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return id_file.read_text()


def snapshot(folder: Path, pathspec: str, **more: str) -> dict[str, Any]:
    script = Path(__file__).with_name("snapshot.py")
    done = execute(folder, script, pathspec, more=more)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
