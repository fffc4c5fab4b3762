"""What is not run, because it would be run wrongly."""

from pathlib import Path

import pytest

from compiling import local_file
from running import execute, run_generated, run_natively
from shapes import FLOWS

FLOW = (FLOWS / "linear.py").read_text()


def changed(old: str, new: str, file: Path) -> None:
    assert old in FLOW
    file.write_text(FLOW.replace(old, new))


def test_changed_flow(tmp_path: Path) -> None:
    flow = tmp_path / "linear.py"
    flow.write_text(FLOW)
    file = local_file(tmp_path, "linear", flow)
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
    file = local_file(tmp_path, "linear", flow)
    changed("class LinearFlow", "import nonsense\n\nclass LinearFlow", flow)
    done = execute(tmp_path, file, "run")
    assert done.returncode == 1
    assert "No module named 'nonsense'" in done.stderr
    assert "resume" not in done.stderr


def test_unexpected_transition(tmp_path: Path) -> None:
    """A step that goes where it was not compiled to go, unseen until it does."""
    file = local_file(tmp_path, "switch")
    text = file.read_text()
    lie = text.replace("case 'fast'", "case 'x'").replace('case "fast"', 'case "x"')
    file.write_text(lie)
    _, done = run_generated(tmp_path, file, code=1)
    assert "start/start goes on to fast, which is not expected" in done.stderr


def test_foreach_limits(tmp_path: Path) -> None:
    flow = tmp_path / "foreach.py"
    text = (FLOWS / "foreach.py").read_text()
    flow.write_text(text.replace('["x", "y", "z"]', "[]"))
    _, done = run_generated(tmp_path, local_file(tmp_path, "foreach", flow), code=1)
    assert "produced zero splits" in done.stderr
    file = local_file(tmp_path, "foreach")
    _, done = run_generated(tmp_path, file, "run", "--max-num-splits", "2", code=1)
    assert "more than the current maximum of 2 children" in done.stderr


def test_workflow_timeout(tmp_path: Path) -> None:
    file = local_file(tmp_path, "catch_retry", workflowTimeout=1)
    run_id, done = run_generated(tmp_path, file, code=1)
    assert "Not done after 1 seconds" in done.stderr
    assert "FAILED" in execute(tmp_path, file, "status", run_id).stdout
    words = ("run", "--workflow-timeout", "2")
    _, done = run_generated(tmp_path, file, *words, code=1)
    assert "Not done after 2 seconds" in done.stderr


def test_run_of_metaflow_itself(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    native = run_natively(tmp_path, "linear")
    done = execute(tmp_path, file, "resume", native)
    assert done.returncode == 1
    assert f"python linear.py resume --origin-run-id {native}" in done.stderr


THREAD = "threading.Thread(target=time.sleep, args=[99], daemon=True).start()"
CUDA = "SimpleNamespace(is_initialized=lambda: True)"


@pytest.mark.parametrize(
    ("top", "reason"),
    [
        (f"import threading, time\n{THREAD}", "threads run after its import"),
        (
            "import sys\nfrom types import SimpleNamespace\n"
            f'sys.modules["torch"] = SimpleNamespace(cuda={CUDA})',
            "CUDA is in use",
        ),
        ("", None),
    ],
)
def test_what_is_not_forked(tmp_path: Path, top: str, reason: str | None) -> None:
    flow = tmp_path / "linear.py"
    loads = f"open({str(tmp_path / 'loads')!r}, 'a').write('x')"
    flow.write_text(f"{top}\n{loads}\n{FLOW}")
    _, done = run_generated(tmp_path, local_file(tmp_path, "linear", flow))
    # for the server, or for each of the launching side, `init` and three steps as well
    expected = 1 if reason is None else 6
    assert len((tmp_path / "loads").read_text()) == expected
    assert done.stderr.count("each step loads it anew") == (reason is not None)
    assert reason is None or reason in done.stderr


def test_exit_codes_that_are_final(tmp_path: Path) -> None:
    flow = tmp_path / "linear.py"
    log = tmp_path / "journal"
    for code, attempts in ((202, 1), (3, 2)):
        log.unlink(missing_ok=True)
        end = f"open({str(log)!r}, 'a').write('x'); import os; os._exit({code})"
        flow.write_text(FLOW.replace("self.x += 1", end))
        file = local_file(
            tmp_path,
            "linear",
            flow,
            **{"with": ["retry:times=1,minutes_between_retries=0.01"]},
        )
        _, done = run_generated(tmp_path, file, code=1)
        assert log.read_text() == "x" * attempts
        assert f"mid failed with exit code {code}" in done.stderr
        assert ("begins in 0.6 s" in done.stdout) == (attempts == 2)


def test_exit_without_an_end(tmp_path: Path) -> None:
    """Exit code 0 is not enough: Metaflow has to know the task as done."""
    flow = tmp_path / "linear.py"
    flow.write_text(FLOW.replace("self.x += 1", "import os; os._exit(0)"))
    _, done = run_generated(tmp_path, local_file(tmp_path, "linear", flow), code=1)
    assert "mid ended before Metaflow had stored its results" in done.stderr


def test_missing_flow(tmp_path: Path) -> None:
    flow = tmp_path / "linear.py"
    flow.write_text(FLOW)
    file = local_file(tmp_path, "linear", flow)
    flow.unlink()
    _, done = run_generated(tmp_path, file, code=1)
    assert f"There is no {flow}" in done.stderr


def test_wrong_tag(tmp_path: Path) -> None:
    words = ["run", "--tag", ""]
    _, done = run_generated(tmp_path, local_file(tmp_path, "linear"), *words, code=1)
    assert "Tags must not be empty" in done.stderr or "tag" in done.stderr.lower()


def test_old_metaflow(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "from metaflow import metaflow_version\n"
        "metaflow_version.get_version = lambda public=False: '2.17.5'\n"
    )
    file = local_file(tmp_path, "linear")
    _, done = run_generated(tmp_path, file, code=1, PYTHONPATH=str(tmp_path))
    assert "Metaflow 2.17.5 is too old: it takes 2.18 or newer" in done.stderr
