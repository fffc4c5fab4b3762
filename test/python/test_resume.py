"""Resume at any depth: what has succeeded never runs twice."""

from collections import Counter
from pathlib import Path

from compiling import local_file
from running import run_generated, run_natively, snapshot
from shapes import FLOWS

# One after the other, each in the run that resumes the one before.
FAILING = [
    "start",
    "loop#1",
    "body:0",
    "leaf_loop:1:0#0",
    "leaf_loop:0:1#1",
    "leaf_end:1:1",
    "inner_join:1",
    "outer_join",
    "end",
]


def begun(folder: Path, failing: str = "") -> Counter[str]:
    """What has begun; what begins behind a task that fails is stopped, and repeated."""
    path = folder / "journal"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    tasks = [line.split()[1] for line in lines]
    return Counter(tasks[: tasks.index(failing) + 1] if failing else tasks)


def test_at_any_depth(tmp_path: Path) -> None:
    """One task at a time, so that no sibling that has begun before it is stopped."""
    file = local_file(tmp_path, "deep")
    more = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    words = ["run"]
    total = Counter[str]()
    for task in FAILING:
        run_id, done = run_generated(
            tmp_path, file, *words, "--max-workers", "1", code=1, DEEP_FAIL=task, **more
        )
        assert f"AssertionError: told to fail at {task}" in done.stderr
        total += begun(tmp_path, failing=task)
        words = ["resume", run_id]
    last, _ = run_generated(tmp_path, file, *words, **more)
    total += begun(tmp_path)
    assert {task for task, count in total.items() if count > 1} == set(FAILING)
    assert {total[task] for task in FAILING} == {2}
    native = run_natively(tmp_path, "deep")
    ours = snapshot(tmp_path, f"DeepFlow/{last}")
    assert ours["successful"]
    assert ours["tasks"] == snapshot(tmp_path, f"DeepFlow/{native}")["tasks"]

    again, _ = run_generated(
        tmp_path, file, *("resume", last, "--step-to-rerun", "inner_join"), **more
    )
    expected = ["inner_join:0", "inner_join:1", "outer_join", "merge", "end"]
    assert begun(tmp_path) == Counter(expected)
    assert snapshot(tmp_path, f"DeepFlow/{again}")["tasks"] == ours["tasks"]
    # A run that has succeeded is cloned as a whole; nothing is left to run.
    _, done = run_generated(tmp_path, file, "resume", again, **more)
    assert not begun(tmp_path)
    assert "has succeeded" in done.stdout


def test_after_a_change(tmp_path: Path) -> None:
    """The usual way to mend a run: the step that has failed is mended first."""
    flow = tmp_path / "deep.py"
    text = (FLOWS / "deep.py").read_text()
    flow.write_text(
        text.replace("    def end(self):\n", "    def end(self):\n        1 / 0\n")
    )
    file = local_file(tmp_path, "deep", flow)
    more = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    run_id, _ = run_generated(tmp_path, file, code=1, **more)
    assert "end" not in begun(tmp_path)
    flow.write_text(text)
    _, done = run_generated(tmp_path, file, "resume", run_id, **more)
    assert begun(tmp_path) == Counter(["end"])
    assert "deep.py has changed since the compile" in done.stderr
