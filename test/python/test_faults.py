"""Whatever dies, nothing is left behind, nothing is lost, and nothing runs twice."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from running import run_generated, run_natively, snapshot
from shapes import generate
from watching import begin, journal, processes, status, wait_until

ASLEEP = {"square:0 0", "square:1 0", "square:2 0"}


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGKILL", "step"])
def test_end_and_resume(tmp_path: Path, how: str) -> None:
    file = generate(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60")
    wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    wait_until(lambda: "sentence 0" in journal(tmp_path))
    time.sleep(0.3)  # for the end of `sentence`
    before = processes(tmp_path)
    run_id = (tmp_path / "run-id").read_text()
    assert status(tmp_path, file, run_id) == "RUNNING"
    if how == "step":
        os.kill(max(before), signal.SIGKILL)
    else:
        run.send_signal(getattr(signal, how))
    output, _ = run.communicate(timeout=20)
    assert run.returncode == (-9 if how == "SIGKILL" else 1), output
    assert wait_until(lambda: not processes(tmp_path)) < 8
    cancelled = how in ("SIGTERM", "SIGINT")
    expected = "CANCELLED" if cancelled else "FAILED"
    assert status(tmp_path, file, run_id) == expected
    if how != "SIGKILL":
        assert f"resume {run_id}" in output.splitlines()[-1]

    done_before = Counter(journal(tmp_path)) - Counter(ASLEEP)
    (tmp_path / "journal").unlink()
    resumed, _ = run_generated(
        tmp_path,
        file,
        *("resume", run_id),
        EVERYTHING_JOURNAL=str(tmp_path / "journal"),
    )
    again = Counter(journal(tmp_path)) & done_before
    assert not again
    native = run_natively(tmp_path, "everything")
    ours = snapshot(tmp_path, f"EverythingFlow/{resumed}")
    assert ours["successful"]
    assert ours["tasks"] == snapshot(tmp_path, f"EverythingFlow/{native}")["tasks"]


def test_resume_of_a_resumed_run(tmp_path: Path) -> None:
    file = generate(tmp_path, "everything")
    log = str(tmp_path / "journal")
    first, done = run_generated(
        tmp_path, file, code=1, EVERYTHING_FAIL="square:1", EVERYTHING_JOURNAL=log
    )
    lines = done.stderr.splitlines()
    assert lines[-2] == "RuntimeError: told to fail at square:1"
    assert lines[-1].endswith(f"{file} resume {first}")
    second, _ = run_generated(
        tmp_path,
        file,
        *("resume", first),
        code=1,
        EVERYTHING_FAIL="played",
        EVERYTHING_JOURNAL=log,
    )
    third, _ = run_generated(
        tmp_path, file, "resume", f"EverythingFlow/{second}", EVERYTHING_JOURNAL=log
    )
    counts = Counter(journal(tmp_path))
    repeated = {task for task, count in counts.items() if count > 1}
    # `again` takes three turns; siblings of what failed were stopped and ran again
    assert {"square:1 0", "played 0", "again 0"} <= repeated
    assert repeated <= {*ASLEEP, *(f"label:{i} 0" for i in range(3)), "played 0"} | {
        task for task in repeated if task.startswith(("again", "letter", "word", "sp"))
    }
    (tmp_path / "journal").unlink()
    rerun, _ = run_generated(
        tmp_path,
        file,
        *("resume", third, "--step-to-rerun", "played"),
        EVERYTHING_JOURNAL=log,
    )
    assert journal(tmp_path) == ["played 0", "slow 0", "end 0"]
    assert snapshot(tmp_path, f"EverythingFlow/{rerun}")["successful"]


def test_kill_within_catch(tmp_path: Path) -> None:
    """User code once, then the attempt in which @catch takes over."""
    file = generate(tmp_path, "everything")
    log = str(tmp_path / "journal")
    run_id, _ = run_generated(
        tmp_path, file, EVERYTHING_KILL="slow", EVERYTHING_JOURNAL=log
    )
    assert [line for line in journal(tmp_path) if "slow" in line] == ["slow 0"]
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]


def test_second_signal_ends_at_once(tmp_path: Path) -> None:
    file = generate(tmp_path, "stubborn")
    run = begin(tmp_path, file)
    wait_until((tmp_path / "journal").exists)
    run.send_signal(signal.SIGTERM)
    run.send_signal(signal.SIGINT)  # the same one, by another way
    time.sleep(0.7)
    assert run.poll() is None
    started = time.monotonic()
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=2) == 1
    assert time.monotonic() - started < 1
    assert wait_until(lambda: not processes(tmp_path)) < 8


def test_nobody_reads(tmp_path: Path) -> None:
    """As with `| head`: the run ends, it does not hang."""
    file = generate(tmp_path, "everything")
    run = begin(tmp_path, file)
    assert run.stdout
    run.stdout.readline()
    run.stdout.close()
    assert run.wait(timeout=20) != 0
    assert wait_until(lambda: not processes(tmp_path)) < 8
