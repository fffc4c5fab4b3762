"""What is not run, because it would be run wrongly."""

from pathlib import Path

from running import execute, run_generated
from shapes import FLOWS, generate

FLOW = (FLOWS / "linear.py").read_text()


def changed(old: str, new: str, file: Path) -> None:
    assert old in FLOW
    file.write_text(FLOW.replace(old, new))


def test_changed_flow(tmp_path: Path) -> None:
    flow = tmp_path / "linear.py"
    flow.write_text(FLOW)
    file = generate(tmp_path, "linear", flow)
    changed("self.x += 1", "self.x += 2", flow)
    _, done = run_generated(tmp_path, file)
    assert "linear.py has changed since the compile: metaflow-transpile" in done.stderr
    more = "self.next(self.more)\n\n    @step\n    def more(self):\n        "
    changed("self.next(self.end)", f"{more}self.next(self.end)", flow)
    run_id, done = run_generated(tmp_path, file, code=1)
    assert (
        "Step mid is linear -> more in linear.py, but was compiled as linear -> end"
    ) in done.stderr
    assert "metaflow-transpile compile linear.py" in done.stderr
    assert not run_id


def test_broken_flow(tmp_path: Path) -> None:
    flow = tmp_path / "linear.py"
    flow.write_text(FLOW)
    file = generate(tmp_path, "linear", flow)
    changed("class LinearFlow", "import nonsense\n\nclass LinearFlow", flow)
    done = execute(tmp_path, file, "run")
    assert done.returncode == 1
    assert "No module named 'nonsense'" in done.stderr
    assert "resume" not in done.stderr


def test_decorators_that_act_at_the_launch(tmp_path: Path) -> None:
    file = generate(tmp_path, "hooked")
    run_id, done = run_generated(tmp_path, file, code=1)
    assert "@hooked of step end acts where a task is launched" in done.stderr
    assert not run_id
    file = generate(tmp_path, "linear")
    words = ["--environment", "pypi"]
    _, done = run_generated(tmp_path, file, "run", *words, code=1)
    assert "launched" in done.stderr, done.stderr


def test_unexpected_transition(tmp_path: Path) -> None:
    """A step that goes where it was not compiled to go, unseen until it does."""
    file = generate(tmp_path, "switch")
    text = file.read_text()
    lie = text.replace("case 'fast'", "case 'x'").replace('case "fast"', 'case "x"')
    file.write_text(lie)
    _, done = run_generated(tmp_path, file, code=1)
    assert "start/start goes on to fast, which is not expected" in done.stderr


def test_foreach_limits(tmp_path: Path) -> None:
    flow = tmp_path / "foreach.py"
    text = (FLOWS / "foreach.py").read_text()
    flow.write_text(text.replace('["x", "y", "z"]', "[]"))
    _, done = run_generated(tmp_path, generate(tmp_path, "foreach", flow), code=1)
    assert "produced zero splits" in done.stderr
    file = generate(tmp_path, "foreach")
    _, done = run_generated(tmp_path, file, "run", "--max-num-splits", "2", code=1)
    assert "more than the current maximum of 2 children" in done.stderr


def test_workflow_timeout(tmp_path: Path) -> None:
    file = generate(tmp_path, "catch_retry", WORKFLOW_TIMEOUT=1)
    run_id, done = run_generated(tmp_path, file, code=1)
    assert "Not done after 1 seconds" in done.stderr
    assert "FAILED" in execute(tmp_path, file, "status", run_id).stdout
