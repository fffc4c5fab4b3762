"""Runs on Dagster that fail, are cancelled or killed, and are finished afterwards."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from test_faults import ASLEEP, begin, journal, processes, wait_until

from dagster_files import compile_flow
from running import execute, run_generated, run_natively, snapshot


def status(folder: Path, file: Path, run_id: str, **more: str) -> str:
    return execute(folder, file, "status", run_id, more=more).stdout.split()[-1]


HERE = {"DAGSTER_HOME": "", "DAGSTER_WEBSERVER_URL": "http://127.0.0.1:9"}
STATUS = {
    "SIGTERM": "CANCELLED",
    "SIGINT": "CANCELLED",
    "SIGKILL": "FAILED",
    "server": "FAILED",
    "step": "FAILED",
}


@pytest.mark.parametrize("how", STATUS)
def test_end_and_resume(tmp_path: Path, how: str) -> None:
    file = compile_flow(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60", **HERE)
    wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    wait_until(lambda: "sentence 0" in journal(tmp_path))
    time.sleep(0.3)  # for the end of `sentence`
    before = processes(tmp_path)
    run_id = (tmp_path / "run-id").read_text()
    assert status(tmp_path, file, run_id, **HERE) == "RUNNING"
    server = min(pid for pid, command in before.items() if " -c " in command)
    if how == "server":
        os.kill(server, signal.SIGKILL)
    elif how == "step":
        os.kill(max(before), signal.SIGKILL)
    else:
        run.send_signal(getattr(signal, how))
    began = time.monotonic()
    output, _ = run.communicate(timeout=60 if how == "step" else 30)
    assert run.returncode == (-9 if how == "SIGKILL" else 1), output
    assert wait_until(lambda: not processes(tmp_path)) < 8
    assert status(tmp_path, file, run_id, **HERE) == STATUS[how]
    if how != "SIGKILL":
        assert f"resume {run_id}" in output.splitlines()[-1]
    print(how, time.monotonic() - began, output[-300:])

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
