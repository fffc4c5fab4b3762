"""Runs of many tasks; the widest of them on request: `pytest -m wide`."""

import os
from pathlib import Path

import pytest

from compiling import local_file
from running import execute, run_generated

MEASURE = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print("KILOBYTES", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def kilobytes(folder: Path, file: Path, width: int) -> int:
    words = ["run", "--width", width, "--max-num-splits", width, "--max-workers", 4]
    done = execute(folder, "-c", MEASURE, file, *words, seconds=600)
    assert done.returncode == 0, done.stderr
    assert f"end | total {sum(range(width))}\n" in done.stdout
    return int(done.stdout.split()[-1])


def test_two_thousand(tmp_path: Path) -> None:
    """The process that runs the flow needs hardly more memory for more tasks."""
    file = local_file(tmp_path, "broad")
    few, many = kilobytes(tmp_path, file, 20), kilobytes(tmp_path, file, 2000)
    assert many < few + 20_000


@pytest.mark.wide
def test_nested(tmp_path: Path) -> None:
    file = local_file(tmp_path, "wide")
    words = ["--width", "50", "--depth", "50", "--max-workers", str(os.cpu_count())]
    _, done = run_generated(tmp_path, file, "run", *words, seconds=600)
    assert f"total {50 * sum(range(50))} after 1" in done.stdout


@pytest.mark.wide
def test_loop(tmp_path: Path) -> None:
    file = local_file(tmp_path, "wide")
    _, done = run_generated(tmp_path, file, "run", "--turns", "1000", seconds=600)
    assert "total 0 after 1000" in done.stdout


@pytest.mark.wide
def test_chain(tmp_path: Path) -> None:
    names = ["start", *(f"s{number}" for number in range(298)), "end"]
    steps = [
        f"    @step\n    def {name}(self):\n        self.next(self.{after})\n"
        for name, after in zip(names, names[1:], strict=False)
    ]
    flow = tmp_path / "chain.py"
    flow.write_text(
        "from metaflow import FlowSpec, step\n\n\nclass ChainFlow(FlowSpec):\n"
        + "\n".join([*steps, "    @step\n    def end(self):\n        pass\n"])
        + '\n\nif __name__ == "__main__":\n    ChainFlow()\n'
    )
    file = local_file(tmp_path, "chain", flow)
    _, done = run_generated(tmp_path, file, seconds=600)
    assert "300 steps, 300 tasks" in done.stdout
