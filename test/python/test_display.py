"""What a run shows on a terminal, elsewhere, and when it is to be quiet."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiling import local_file
from running import run_generated
from shapes import FLOWS, environment

FLOW = "EverythingFlow"
ESCAPE = re.compile(r"\x1b\[(\d*)([A-Za-z])")


def on_terminal(folder: Path, file: Path, *words: str, **more: str) -> tuple[int, str]:
    """Runs it on a pseudo terminal; gives what it has written."""
    ours, theirs = pty.openpty()
    size = {"COLUMNS": "60", "LINES": "20", "TERM": "xterm", "NO_COLOR": ""}
    process = subprocess.Popen(
        [sys.executable, file, *words],
        cwd=FLOWS,
        env=environment(folder, **{**size, **more}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        written += data
    os.close(ours)
    return process.wait(), written.decode()


def screen(text: str) -> list[str]:
    """The lines that are there at the end, of a terminal without an end."""
    lines = [""]
    for part in re.split(r"(\x1b\[\d*[A-Za-z]|\r\n)", text):
        if escape := ESCAPE.fullmatch(part):
            number, letter = escape.groups()
            if letter == "F":
                assert lines[-1] == ""
                del lines[-1 - int(number) :]
                lines.append("")
            else:
                assert letter in "Jm"
        elif part == "\r\n":
            lines.append("")
        else:
            lines[-1] += part
    return lines


def test_terminal(tmp_path: Path) -> None:
    file = local_file(tmp_path, "everything")
    code, text = on_terminal(tmp_path, file, "run", EVERYTHING_FAIL="played")
    assert code == 1
    shown = screen(text)
    title = next(i for i, line in enumerate(shown) if line.startswith(f"{FLOW}/"))
    table = [re.sub(r" +[\d.]+ s$", "", line) for line in shown[title + 1 :]]
    assert table[0] == "  start       1 done"
    assert {"  words       1 done", "    square    3 done"} <= set(table)
    assert "  flaky       1 done, 1 retried" in table
    assert "  played      1 failed" in table
    assert "      letter  3 done" in table
    assert "flaky | has succeeded" in shown[:title]
    assert all(len(line) < 60 for line in shown[title : title + 10])
    assert "\x1b[31m  played" in text
    assert "RuntimeError: told to fail at played" in shown
    assert "resume" in "".join(shown[-3:])


def test_without_colour(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    _, text = on_terminal(tmp_path, file, "run", NO_COLOR="1")
    assert "\x1b[J" in text
    assert not re.search(r"\x1b\[\d*m", text)
    _, text = on_terminal(tmp_path, file, "run", TERM="dumb")
    assert "\x1b" not in text


@pytest.mark.parametrize("fails", [False, True])
def test_quiet(tmp_path: Path, fails: bool) -> None:
    file = local_file(tmp_path, "everything")
    more = {"EVERYTHING_FAIL": "start"} if fails else {}
    _, done = run_generated(tmp_path, file, "run", "--quiet", code=int(fails), **more)
    if fails:
        assert done.stdout == ""
        assert "RuntimeError: told to fail at start" in done.stderr
    else:
        assert done.stdout.startswith("\nRun EverythingFlow/")
        assert done.stderr == ""
