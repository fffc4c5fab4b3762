"""Generated files with other Pythons, and with the oldest Metaflow that they take."""

import subprocess
from pathlib import Path

import pytest

from compiling import local_file
from running import run_natively, snapshot
from shapes import FLOWS, environment
from versions import interpreter_of, python_with


def same_as_native(folder: Path, python: Path) -> None:
    """The run is another Python's, the native one is ours: what they store is equal."""
    file, id_file = local_file(folder, "everything"), folder / "run-id"
    done = subprocess.run(
        [python, file, "run", "--run-id-file", id_file],
        cwd=FLOWS,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ours = snapshot(folder, f"EverythingFlow/{id_file.read_text()}")
    native = snapshot(folder, f"EverythingFlow/{run_natively(folder, 'everything')}")
    assert ours["successful"]
    assert ours["tasks"] == native["tasks"]


@pytest.mark.parametrize("version", ["3.10", "3.12", "3.13"])
def test_python(tmp_path: Path, version: str) -> None:
    interpreter = interpreter_of(version)
    if interpreter is None:
        pytest.skip(f"Python {version} is not installed here")
    same_as_native(tmp_path, python_with(tmp_path / "venv", interpreter=interpreter))


def test_oldest_metaflow(tmp_path: Path) -> None:
    same_as_native(tmp_path, python_with(tmp_path / "venv", "metaflow==2.18.0"))
