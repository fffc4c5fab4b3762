"""Whatever a step does to itself and to us, the outcome is told as it is."""

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from compiling import local_file
from running import run_generated, snapshot
from watching import journal, processes, status, wait_until

BOTH = ["start 0", "end 0"]


def run(
    folder: Path, fault: str, code: int = 0, **more: str
) -> tuple[str, "CompletedProcess[str]"]:
    file = local_file(folder, "faulty")
    more |= {"FAULT": fault, "EVERYTHING_JOURNAL": str(folder / "journal")}
    run_id, done = run_generated(folder, file, code=code, **more)
    wait_until(lambda: not processes(folder), seconds=8)
    expected = "FAILED" if code else "SUCCEEDED"
    assert status(folder, file, run_id) == expected
    return run_id, done


def logs(folder: Path, run_id: str, stream: str) -> bytes:
    task = folder / ".metaflow" / "FaultyFlow" / run_id / "start" / "start"
    return (task / f"0.runtime_{stream}.log").read_bytes()


def test_server_is_killed_twice(tmp_path: Path) -> None:
    """The attempt is repeated, and neither @retry nor @catch takes notice."""
    file = local_file(tmp_path, "faulty", **{"with": ["catch:var=caught"]})
    run_id, done = run_generated(
        tmp_path,
        file,
        FAULT="kill_server",
        EVERYTHING_JOURNAL=str(tmp_path / "journal"),
    )
    assert journal(tmp_path) == ["start 0", "start 1", "start 2", "end 0"]
    assert done.stderr.count("The step server was lost") == 2
    (start,) = snapshot(tmp_path, f"FaultyFlow/{run_id}")["tasks"]["start  []"]
    assert start["caught"] == "None"


def test_launching_side_is_killed(tmp_path: Path) -> None:
    run(tmp_path, "kill_launching_side")
    assert journal(tmp_path) == ["start 0", "start 1", "end 0"]


def test_much_output(tmp_path: Path) -> None:
    run_id, done = run(tmp_path, "fill_stdout")
    assert done.stdout.count("x" * 999 + "\n") == 100_000
    saved = logs(tmp_path, run_id, "stdout")
    assert len(saved) < 12_000_000
    assert saved.endswith(b"[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]\n")


def test_binary_output_and_a_long_line(tmp_path: Path) -> None:
    run_id, done = run(tmp_path, "write_binary")
    assert "start | \ufffd\0\ufffd binary\n" in done.stdout
    assert done.stdout.count("y") >= 3_000_000
    assert "start | last line without an end\n" in done.stdout
    assert b"\xff\x00\xfe binary" in logs(tmp_path, run_id, "stdout")


@pytest.mark.parametrize("fault", ["close_descriptors", "change_directory"])
def test_no_fault_at_all(tmp_path: Path, fault: str) -> None:
    run_id, _ = run(tmp_path, fault)
    assert journal(tmp_path) == BOTH
    (start,) = snapshot(tmp_path, f"FaultyFlow/{run_id}")["tasks"]["start  []"]
    assert start["kept"] == "'result'"


def test_processes_that_outlive_their_step(tmp_path: Path) -> None:
    """Those of the step's group end with it; the run waits for none of them."""
    run(tmp_path, "fork_daemon")
    assert journal(tmp_path) == BOTH


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("exit_at_once", "start ended before Metaflow had stored its results"),
        ("segmentation_fault", "start was ended by signal 11: Segmentation fault"),
        ("overflow_the_stack", "start (was ended by signal 11|failed with exit code)"),
        ("use_all_memory", "(?s)start failed with exit code 1.*MemoryError"),
    ],
)
def test_failures(tmp_path: Path, fault: str, reason: str) -> None:
    run_id, done = run(tmp_path, fault, code=1)
    assert journal(tmp_path) == ["start 0"]
    assert re.search(reason, done.stderr)
    if fault == "segmentation_fault":
        assert b"signal 11: Segmentation fault" in logs(tmp_path, run_id, "stderr")
    assert f"resume {run_id}" in done.stderr.splitlines()[-1]
