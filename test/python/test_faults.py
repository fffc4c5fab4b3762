"""Whatever dies, nothing is left behind, nothing is lost, and nothing runs twice."""

import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from compiling import local_file
from engines import LOCAL
from faults import ASLEEP, ENDINGS, end_in_the_middle, finish, kill_within_catch
from running import run_generated, snapshot
from watching import begin, journal, processes, wait_until


@pytest.mark.parametrize("how", ENDINGS)
def test_end_and_resume(tmp_path: Path, how: str) -> None:
    finish(tmp_path, LOCAL, end_in_the_middle(tmp_path, LOCAL, how))


def test_resume_of_a_resumed_run(tmp_path: Path) -> None:
    file = local_file(tmp_path, "everything")
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
    kill_within_catch(tmp_path, LOCAL)


def test_second_signal_ends_at_once(tmp_path: Path) -> None:
    file = local_file(tmp_path, "stubborn")
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
    file = local_file(tmp_path, "everything")
    run = begin(tmp_path, file)
    assert run.stdout
    run.stdout.readline()
    run.stdout.close()
    assert run.wait(timeout=20) != 0
    assert wait_until(lambda: not processes(tmp_path)) < 8
