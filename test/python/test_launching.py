"""Decorators that act where a task is launched, as in Metaflow's own runtime."""

import re
from collections import Counter
from pathlib import Path

import pytest

from compiling import local_file
from running import execute, run_generated, run_natively, snapshot
from shapes import FLOWS

COMMAND = re.compile(r"^debug\[subcommand .*?\]: (.*)$", re.MULTILINE)
# Options whose values cannot be the same in two runs.
PER_RUN = ["run-id", "task-id", "input-paths", "local-config-file"]


def commands(text: str, run_id: str) -> Counter[str]:
    """What Metaflow's runtime says to launch, without what is of one run."""
    found = Counter[str]()
    for line in COMMAND.findall(text):
        words = re.sub(rf"--({'|'.join(PER_RUN)}) \S+", r"--\1 _", line)
        found[words.replace(f"{FLOWS}/", "").replace(run_id, "_")] += 1
    return found


def hooks(folder: Path) -> Counter[str]:
    log = folder / "witnessed"
    lines = log.read_text().splitlines()
    log.unlink()
    return Counter(lines)


@pytest.mark.parametrize("fork", [True, False])
def test_same_launches_as_native(tmp_path: Path, fork: bool) -> None:
    file = local_file(tmp_path, "witnessed")
    native = run_natively(tmp_path, "witnessed")
    expected = hooks(tmp_path)
    ours, _ = run_generated(
        tmp_path, file, METAFLOW_TRANSPILE_NO_FORK="" if fork else "1"
    )
    assert hooks(tmp_path) == expected
    a = snapshot(tmp_path, f"WitnessedFlow/{ours}")
    b = snapshot(tmp_path, f"WitnessedFlow/{native}")
    assert a["tasks"] == b["tasks"]
    assert a["successful"]
    work = [each for name, (each,) in a["tasks"].items() if name.startswith("work")]
    assert [each["niceness"] for each in work] == ["5", "5"]
    assert eval(work[0]["work_sees"])["WITNESS_PACKAGE"] == "True"


def test_same_commands_as_native(tmp_path: Path) -> None:
    debug = {"METAFLOW_DEBUG_SUBCOMMAND": "1"}
    top = ["--with", "retry:times=1", "--with", 'environment:vars={"Q": "1"}']
    words = ["run", "--tag", "said"]
    id_file = tmp_path / "native-id"
    native = execute(
        tmp_path,
        FLOWS / "witnessed.py",
        *("--quiet", "--no-pylint", *top, *words, "--run-id-file", id_file),
        more={**debug, "METAFLOW_EVENT_LOGGER": "nullSidecarLogger"},
    )
    assert native.returncode == 0, native.stderr
    expected = commands(native.stderr, id_file.read_text())
    assert sum(expected.values()) == 8
    file = local_file(tmp_path, "witnessed", **{"with": [top[1]]})
    run_id, done = run_generated(tmp_path, file, *words, *top[2:], **debug)
    assert commands(done.stderr, run_id) == expected


def test_hooks_at_the_end_of_a_run_that_fails(tmp_path: Path) -> None:
    file = local_file(tmp_path, "witnessed")
    run_id, done = run_generated(tmp_path, file, code=1, WITNESS_FAIL="1")
    assert {"finished work True", "finished in context more True"} <= set(
        hooks(tmp_path)
    )
    resumed, _ = run_generated(tmp_path, file, "resume", run_id)
    again = hooks(tmp_path)
    assert not [line for line in again if line.startswith(("cli", "created"))]
    assert "finished work False" in again
    assert snapshot(tmp_path, f"WitnessedFlow/{resumed}")["successful"]
