"""Runs on Dagster that fail, are cancelled or killed, and are finished afterwards."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from test_faults import ASLEEP

from dagster_files import compile_flow
from running import execute, run_generated, run_natively, snapshot
from watching import begin, journal, processes, wait_until


def status(folder: Path, file: Path, run_id: str, **more: str) -> str:
    return execute(folder, file, "status", run_id, more=more).stdout.split()[-1]


HERE = {"DAGSTER_HOME": "", "DAGSTER_WEBSERVER_URL": "http://127.0.0.1:9"}
STATUS = {
    "SIGTERM": "CANCELLED",
    "SIGINT": "CANCELLED",
    "SIGKILL": "FAILED",
    "step": "FAILED",
}


@pytest.mark.parametrize("how", STATUS)
def test_end_and_resume(tmp_path: Path, how: str) -> None:
    file = compile_flow(tmp_path, "everything")
    nap = "square:8" if how == "step" else "square:60"  # ops beside it are finished
    run = begin(tmp_path, file, EVERYTHING_SLEEP=nap, **HERE)
    wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    wait_until(lambda: "sentence 0" in journal(tmp_path))
    time.sleep(0.3)  # for the end of `sentence`
    before = processes(tmp_path)
    run_id = (tmp_path / "run-id").read_text()
    assert status(tmp_path, file, run_id, **HERE) == "RUNNING"
    if how == "step":
        os.kill(max(before), signal.SIGKILL)
    else:
        run.send_signal(getattr(signal, how))
    output, _ = run.communicate(timeout=60)
    assert run.returncode == (-9 if how == "SIGKILL" else 1), output
    assert wait_until(lambda: not processes(tmp_path)) < 8
    assert status(tmp_path, file, run_id, **HERE) == STATUS[how]
    if how != "SIGKILL":
        assert f"resume {run_id}" in output.splitlines()[-1]

    done_before = Counter(journal(tmp_path)) - Counter(ASLEEP)
    (tmp_path / "journal").unlink()
    log = str(tmp_path / "journal")
    resumed, _ = run_generated(
        tmp_path, file, *("resume", run_id), EVERYTHING_JOURNAL=log, **HERE
    )
    assert not Counter(journal(tmp_path)) & done_before
    native = run_natively(tmp_path, "everything")
    ours = snapshot(tmp_path, f"EverythingFlow/{resumed}")
    assert ours["successful"]
    assert ours["tasks"] == snapshot(tmp_path, f"EverythingFlow/{native}")["tasks"]


def test_step_server_is_killed(tmp_path: Path) -> None:
    """The run goes on: what was lost is repeated, and nothing else."""
    file = compile_flow(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:3", **HERE)
    wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    wait_until(lambda: "sentence 0" in journal(tmp_path))
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
    file = compile_flow(tmp_path, "everything")
    run_id, done = run_generated(
        tmp_path, file, code=1, EVERYTHING_FAIL="played", **HERE
    )
    *_, error, help = done.stderr.splitlines()
    assert error == "RuntimeError: told to fail at played"
    assert help == f"To finish it: python {file} resume {run_id}"


def test_kill_within_catch(tmp_path: Path) -> None:
    """User code once, then the attempt in which @catch takes over."""
    log = str(tmp_path / "journal")
    file = compile_flow(tmp_path, "everything")
    more = {"EVERYTHING_KILL": "slow", "EVERYTHING_JOURNAL": log, **HERE}
    run_id, _ = run_generated(tmp_path, file, **more)
    assert [line for line in journal(tmp_path) if "slow" in line] == ["slow 0"]
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]


def test_late(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "everything")
    more = {"EVERYTHING_SLEEP": "square:60", **HERE}
    words = ("run", "--workflow-timeout", "5")
    _, done = run_generated(tmp_path, file, *words, code=1, **more)
    assert "Not done after 5 seconds" in done.stderr
    assert not processes(tmp_path)
