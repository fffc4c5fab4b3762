"""Workers on several machines, as far as one machine can stand in for them."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from compiling import compile_file
from running import run_natively, snapshot
from shapes import FLOWS
from temporal_files import start_worker, status, temporal_server, trigger
from test_remote import remote
from watching import wait_until

__all__ = ["remote"]  # a fixture


@pytest.fixture
def machines(tmp_path: Path) -> list[Path]:
    """Folders of their own, each with the flow and its generated file."""
    folders = [tmp_path / name for name in ("gpu", "default")]
    for folder in folders:
        folder.mkdir()
        shutil.copy(FLOWS / "squares.py", folder)
        compile_file(folder, folder / "squares.py", target="temporal")
    return folders


def test_remote_datastore(
    tmp_path: Path, remote: dict[str, str], machines: list[Path], workers: Any
) -> None:
    """Each takes its part: what one has made, the other finds."""
    metadata = {"METAFLOW_DATASTORE_SYSROOT_LOCAL": str(tmp_path)}  # as of a service
    with temporal_server() as address:
        files = [folder / "squares_temporal.py" for folder in machines]
        for folder, file in zip(machines, files, strict=True):
            own = {**remote, **metadata, "METAFLOW_HOME": str(folder / "home")}
            words = ("--queue", folder.name)
            workers.append(start_worker(folder, file, address, *words, **own))
        started = trigger(machines[1], files[1], address)
        run_id = started["pathspec"].partition("/")[2]

        def has_succeeded() -> bool:
            return status(machines[1], files[1], address, run_id) == "SUCCEEDED"

        wait_until(has_succeeded, 60)
    native = run_natively(tmp_path, "squares", **remote)
    ours = snapshot(tmp_path, f"SquaresFlow/{run_id}", **remote)
    tasks = snapshot(tmp_path, f"SquaresFlow/{native}", **remote)["tasks"]
    assert ours["tasks"] == tasks
    assert not list(tmp_path.glob("**/.metaflow/SquaresFlow/data"))
