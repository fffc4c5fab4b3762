"""By what a run's process is known to have ended."""

import os
import subprocess
import sys

from direct import ENGINE, is_gone, process_mark
from watching import wait_until


def gone(mark: str) -> bool:
    return is_gone({f"{ENGINE}-process": mark})


def test_it_lives_until_it_has_ended() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = process_mark(process.pid)
    assert not gone(mark)
    process.communicate()
    assert gone(mark)


def test_one_that_nobody_waits_for_has_ended() -> None:
    """As in a container whose first process does not look after others."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = process_mark(process.pid)
    assert process.stdin
    process.stdin.close()
    wait_until(lambda: gone(mark))
    os.kill(process.pid, 0)  # it is still there to ask for
    process.wait()


def test_those_elsewhere_may_live() -> None:
    _, pid, started = process_mark(os.getpid()).split()
    assert not gone(f"elsewhere {pid} {started}")
    assert not is_gone({})
