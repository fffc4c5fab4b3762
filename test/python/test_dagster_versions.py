"""The executor of threads is written with names that Dagster keeps to itself."""

import subprocess
from pathlib import Path

import pytest

from dagster_files import compile_flow
from running import run_generated, snapshot
from shapes import FLOWS, environment
from versions import python_with

VERSIONS = ["1.11", "1.12"]  # besides the pinned one
HERE = {"DAGSTER_HOME": ""}
WARNING = "cannot run ops as threads"


def test_pinned_version(tmp_path: Path) -> None:
    _, done = run_generated(tmp_path, compile_flow(tmp_path, "linear"), **HERE)
    assert WARNING not in done.stderr


def test_a_name_is_missing(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "linear")
    text = file.read_text()
    assert text.count('"RetryMode": "') == 1
    file.write_text(text.replace('"RetryMode": "', '"RetryModes": "'))
    run_id, done = run_generated(tmp_path, file, "run", **HERE)
    assert WARNING in done.stderr
    assert snapshot(tmp_path, f"LinearFlow/{run_id}")["successful"]


@pytest.mark.parametrize("version", VERSIONS)
def test_other_versions(tmp_path: Path, version: str) -> None:
    python = python_with(tmp_path / "venv", f"dagster=={version}.*")
    file, id_file = compile_flow(tmp_path, "everything"), tmp_path / "run-id"
    done = subprocess.run(
        [python, file, "run", "--run-id-file", id_file],
        cwd=FLOWS,
        env=environment(tmp_path, **HERE),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert WARNING not in done.stderr
    run_id = id_file.read_text()
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]
