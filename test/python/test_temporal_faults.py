"""Runs on Temporal whose step, worker or server dies, or that are cancelled."""

import os
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engines import on_temporal
from faults import (
    ENDINGS,
    end_in_the_middle,
    failure_comes_last,
    finish,
    kill_within_catch,
    wait_for_sleepers,
)
from running import run_generated, run_natively, snapshot
from serving import free_port
from temporal_files import (
    TEMPORAL,
    compile_flow,
    environment,
    start_worker,
    status,
    temporal_server,
    trigger,
)
from watching import begin, journal, processes, wait_until


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The tasks of a native run, once for all."""
    folder = tmp_path_factory.mktemp("native")
    run_id = run_natively(folder, "everything")
    return snapshot(folder, f"EverythingFlow/{run_id}")["tasks"]


def expect_as_native(folder: Path, run_id: str, native: Any) -> None:
    ours = snapshot(folder, f"EverythingFlow/{run_id}")
    assert ours["successful"]
    assert ours["tasks"] == native


def repeated(folder: Path) -> set[str]:
    """Tasks whose user code ran more than once, without those that are to."""
    counts = Counter(
        line.rpartition(" ")[0] for line in journal(folder) if "again" not in line
    )
    return {task for task, count in counts.items() if count > 1} - {"flaky"}


def step_server(folder: Path) -> int:
    """The first process that has the step server's text as its command."""
    return min(
        pid
        for pid, command in processes(folder).items()
        if "The step server" in command
    )


@pytest.mark.parametrize("how", ENDINGS)
def test_end_and_resume(tmp_path: Path, address: str, how: str) -> None:
    run_id = end_in_the_middle(tmp_path, on_temporal(address), how)
    finish(tmp_path, on_temporal(address), run_id)


def test_step_server_dies(tmp_path: Path, address: str, native: Any) -> None:
    """Its tasks are lost, not failed: without @retry, too, they run again."""
    file, here = compile_flow(tmp_path, "everything"), environment(address)
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:3", **here)
    wait_for_sleepers(tmp_path)
    os.kill(step_server(tmp_path), signal.SIGKILL)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 0, output
    assert repeated(tmp_path) == {f"square:{index}" for index in range(3)}
    expect_as_native(tmp_path, (tmp_path / "run-id").read_text(), native)


def test_kill_within_catch(tmp_path: Path, address: str) -> None:
    kill_within_catch(tmp_path, on_temporal(address))


def test_failure_comes_last(tmp_path: Path, address: str) -> None:
    failure_comes_last(tmp_path, on_temporal(address))


def ended(folder: Path, file: Path, address: str, run_id: str) -> str:
    """Waits for a run to end; gives its status."""
    found = [""]

    def has_ended() -> bool:
        found[0] = status(folder, file, address, run_id)
        return found[0] not in ("RUNNING", "PENDING")

    wait_until(has_ended, 60)
    return found[0]


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_worker_goes_away(tmp_path: Path, address: str, how: str, native: Any) -> None:
    """Its tasks go on elsewhere, if it may not end them; nothing done is done again."""
    file, log = compile_flow(tmp_path, "everything"), str(tmp_path / "journal")
    settings = {"EVERYTHING_JOURNAL": log, "EVERYTHING_SLEEP": "square:3"}
    worker = start_worker(tmp_path, file, address, **settings)
    run_id = trigger(tmp_path, file, address)["pathspec"].partition("/")[2]
    wait_for_sleepers(tmp_path)
    tasks = processes(tmp_path)
    worker.send_signal(getattr(signal, how))
    output, _ = worker.communicate(timeout=20)
    assert worker.returncode == (-9 if how == "SIGKILL" else 0), output
    assert wait_until(lambda: not processes(tmp_path)) < 8, tasks
    other = start_worker(tmp_path, file, address, **settings)
    try:
        assert ended(tmp_path, file, address, run_id) == "SUCCEEDED"
    finally:
        other.terminate()
        other.communicate(timeout=40)
    lost = {f"square:{index}" for index in range(3)} if how == "SIGKILL" else set()
    assert repeated(tmp_path) == lost
    expect_as_native(tmp_path, run_id, native)
    assert not processes(tmp_path)


def test_worker_may_not_wait(tmp_path: Path, address: str, native: Any) -> None:
    """After its time to drain, what still runs is handed over, and is no failure."""
    file, log = compile_flow(tmp_path, "everything"), str(tmp_path / "journal")
    sleep = {"EVERYTHING_JOURNAL": log, "EVERYTHING_SLEEP": "square:60"}
    worker = start_worker(tmp_path, file, address, "--shutdown", "0.5", **sleep)
    run_id = trigger(tmp_path, file, address)["pathspec"].partition("/")[2]
    wait_for_sleepers(tmp_path)
    worker.terminate()
    output, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0, output
    assert not processes(tmp_path)
    other = start_worker(tmp_path, file, address, EVERYTHING_JOURNAL=log)
    try:
        assert ended(tmp_path, file, address, run_id) == "SUCCEEDED"
    finally:
        other.terminate()
        other.communicate(timeout=40)
    assert repeated(tmp_path) == {f"square:{index}" for index in range(3)}
    expect_as_native(tmp_path, run_id, native)


def test_server_restarts(tmp_path: Path, native: Any) -> None:
    """Killed, and started again on its database: the worker's tasks have gone on."""
    file, log = compile_flow(tmp_path, "everything"), str(tmp_path / "journal")
    settings = {"EVERYTHING_JOURNAL": log, "EVERYTHING_SLEEP": "square:3"}
    database, port = tmp_path / "temporal.db", free_port()
    with temporal_server(port, database) as address:
        worker = start_worker(tmp_path, file, address, **settings)
        run_id = trigger(tmp_path, file, address)["pathspec"].partition("/")[2]
        wait_for_sleepers(tmp_path)
    with temporal_server(port, database):
        assert ended(tmp_path, file, address, run_id) == "SUCCEEDED"
        worker.terminate()
        worker.communicate(timeout=40)
    assert repeated(tmp_path) == set()
    expect_as_native(tmp_path, run_id, native)


def test_cancel_of_a_stubborn_task(tmp_path: Path, address: str) -> None:
    """From Temporal's side; a task that ignores SIGTERM is killed after its grace."""
    file = compile_flow(tmp_path, "stubborn")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    worker = start_worker(tmp_path, file, address, **log)
    started = trigger(tmp_path, file, address)
    run_id = started["pathspec"].partition("/")[2]
    wait_until((tmp_path / "journal").exists)
    before = time.monotonic()
    command = [TEMPORAL, "workflow", "cancel", "--workflow-id", started["id"]]
    subprocess.run([*command, "--address", address], check=True, capture_output=True)
    assert ended(tmp_path, file, address, run_id) == "CANCELLED"
    assert 4 < time.monotonic() - before < 15
    worker.terminate()
    worker.communicate(timeout=20)
    assert not processes(tmp_path)


def test_terminated_run(tmp_path: Path, address: str) -> None:
    """Temporal asks nobody; what still ran learns of it with its next heartbeat."""
    file = compile_flow(tmp_path, "stubborn")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    worker = start_worker(tmp_path, file, address, **log)
    started = trigger(tmp_path, file, address)
    run_id = started["pathspec"].partition("/")[2]
    wait_until((tmp_path / "journal").exists)
    tasks = set(processes(tmp_path))
    command = [TEMPORAL, "workflow", "terminate", "--workflow-id", started["id"]]
    subprocess.run([*command, "--address", address], check=True, capture_output=True)
    assert status(tmp_path, file, address, run_id) == "CANCELLED"
    assert wait_until(lambda: tasks - set(processes(tmp_path))) < 15
    assert worker.poll() is None
    worker.terminate()
    worker.communicate(timeout=20)
    assert not processes(tmp_path)


def test_second_signal_ends_a_worker_at_once(tmp_path: Path, address: str) -> None:
    file = compile_flow(tmp_path, "stubborn")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    worker = start_worker(tmp_path, file, address, **log)
    trigger(tmp_path, file, address)
    wait_until((tmp_path / "journal").exists)
    worker.terminate()
    time.sleep(1)
    assert worker.poll() is None
    worker.terminate()
    assert worker.wait(timeout=5) == 1
    assert wait_until(lambda: not processes(tmp_path)) < 8


@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_temporary_server(tmp_path: Path, how: str) -> None:
    """It ends with the run, however that ends."""
    here = environment("")
    file = compile_flow(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60", **here)
    wait_for_sleepers(tmp_path)
    assert any("start-dev" in command for command in processes(tmp_path).values())
    run.send_signal(getattr(signal, how))
    output, _ = run.communicate(timeout=30)
    assert wait_until(lambda: not processes(tmp_path)) < 8, output
    run_id = (tmp_path / "run-id").read_text()
    expected = "CANCELLED" if how == "SIGTERM" else "FAILED"
    assert status(tmp_path, file, "", run_id) == expected
    resumed, _ = run_generated(tmp_path, file, "resume", run_id, **here)
    assert snapshot(tmp_path, f"EverythingFlow/{resumed}")["successful"]
    assert status(tmp_path, file, "", resumed) == "SUCCEEDED"
    assert not processes(tmp_path)


def with_less_patience(file: Path) -> Path:
    text = file.read_text()
    assert "API_PATIENCE = 60" in text
    file.write_text(text.replace("API_PATIENCE = 60", "API_PATIENCE = 3"))
    return file


def test_server_goes_away(tmp_path: Path) -> None:
    """The process says so and ends, as do the tasks."""
    file = with_less_patience(compile_flow(tmp_path, "everything"))
    with temporal_server() as address:
        here = environment(address)
        run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60", **here)
        wait_for_sleepers(tmp_path)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 1
    run_id = (tmp_path / "run-id").read_text()
    assert "has not answered for 3 s" in output
    assert f"resume {run_id}" in output.splitlines()[-1]
    assert wait_until(lambda: not processes(tmp_path)) < 8


def test_no_server_at_all(tmp_path: Path) -> None:
    file, here = compile_flow(tmp_path, "linear"), environment("127.0.0.1:9")
    _, done = run_generated(tmp_path, file, code=1, **here)
    assert "No Temporal server answers at 127.0.0.1:9" in done.stderr
