"""Whatever dies, nothing is left behind, nothing is lost, and nothing runs twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from running import execute, run_generated, run_natively, snapshot
from shapes import FLOWS, environment, generate


def processes(folder: Path) -> dict[int, str]:
    """All processes whose environment names the folder, with their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if (
                entry.name.isdigit()
                and str(folder).encode() in (entry / "environ").read_bytes()
            ):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    found[int(entry.name)] = command.decode(errors="replace")
        except OSError:
            continue
    return found


def wait_until(condition: Callable[[], object], seconds: float = 20) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "waited in vain"
        time.sleep(0.02)
    return time.monotonic() - started


def journal(folder: Path) -> list[str]:
    """Tasks that began, without the run's id: step with indices, and the attempt."""
    path = folder / "journal"
    if not path.exists():
        return []
    return [line.split(" ", 1)[1] for line in path.read_text().splitlines()]


def begin(folder: Path, file: Path, **more: str) -> "subprocess.Popen[str]":
    settings = {"EVERYTHING_JOURNAL": str(folder / "journal"), **more}
    return subprocess.Popen(
        [sys.executable, str(file), "run", "--run-id-file", str(folder / "run-id")],
        cwd=FLOWS,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def status(folder: Path, file: Path, run_id: str) -> str:
    return execute(folder, file, "status", run_id).stdout.split()[-1]


ASLEEP = {"square:0 0", "square:1 0", "square:2 0"}


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGKILL", "server", "step"])
def test_end_and_resume(tmp_path: Path, how: str) -> None:
    file = generate(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60")
    wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    wait_until(lambda: "sentence 0" in journal(tmp_path))
    time.sleep(0.3)  # for the end of `sentence`
    before = processes(tmp_path)
    run_id = (tmp_path / "run-id").read_text()
    assert status(tmp_path, file, run_id) == "RUNNING"
    server = min(pid for pid, command in before.items() if " -c " in command)
    if how == "server":
        os.kill(server, signal.SIGKILL)
    elif how == "step":
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
