"""Runs on Dagster that fail, are cancelled or killed, and are finished afterwards."""

import os
import signal
from pathlib import Path

import pytest

from dagster_files import compile_flow
from engines import DAGSTER
from faults import (
    ENDINGS,
    end_in_the_middle,
    failure_comes_last,
    finish,
    kill_within_catch,
    wait_for_sleepers,
)
from running import run_generated, snapshot
from watching import begin, journal, processes, status, wait_until

HERE = DAGSTER.environment


@pytest.mark.parametrize("how", ENDINGS)
def test_end_and_resume(tmp_path: Path, how: str) -> None:
    nap = "square:8" if how == "step" else "square:60"  # ops beside it are finished
    finish(tmp_path, DAGSTER, end_in_the_middle(tmp_path, DAGSTER, how, nap=nap))


@pytest.mark.parametrize("executor", ["in_process", "multiprocess"])
def test_cancel_under_executors_of_dagster(tmp_path: Path, executor: str) -> None:
    file = compile_flow(tmp_path, "stubborn")
    home = tmp_path / "home"
    home.mkdir()
    here = {**HERE, "DAGSTER_HOME": str(home)}
    run = begin(tmp_path, file, "--executor", executor, **here)
    wait_until((tmp_path / "journal").exists, 60)
    run.send_signal(signal.SIGTERM)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 1, output
    assert "The run was cancelled" in output
    assert wait_until(lambda: not processes(tmp_path)) < 8
    run_id = (tmp_path / "run-id").read_text()
    assert status(tmp_path, file, run_id, **here) == "CANCELLED"  # to Dagster
    assert status(tmp_path, file, run_id, **HERE) == "CANCELLED"  # to Metaflow


def test_step_server_is_killed(tmp_path: Path) -> None:
    """The run goes on: what was lost is repeated, and nothing else."""
    file = compile_flow(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:3", **HERE)
    wait_for_sleepers(tmp_path)
    servers = [pid for pid, line in processes(tmp_path).items() if " -c " in line]
    os.kill(min(servers), signal.SIGKILL)
    output, _ = run.communicate(timeout=90)
    assert run.returncode == 0, output
    again = [line for line in journal(tmp_path) if line.startswith("square")]
    assert len(again) == 6
    run_id = (tmp_path / "run-id").read_text()
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]
    assert not processes(tmp_path)


def test_failure_comes_last(tmp_path: Path) -> None:
    failure_comes_last(tmp_path, DAGSTER)


def test_kill_within_catch(tmp_path: Path) -> None:
    kill_within_catch(tmp_path, DAGSTER)


def test_late(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "everything")
    more = {"EVERYTHING_SLEEP": "square:60", **HERE}
    words = ("run", "--workflow-timeout", "5")
    _, done = run_generated(tmp_path, file, *words, code=1, **more)
    assert "Not done after 5 seconds" in done.stderr
    assert not processes(tmp_path)
