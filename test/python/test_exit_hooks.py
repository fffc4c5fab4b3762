"""Exit hooks run at the end of a run as they do natively, whichever end it is."""

from pathlib import Path

import pytest

from compiling import compile_flow
from engines import Engine
from running import execute, run_generated
from shapes import FLOWS


@pytest.mark.parametrize("fails", [False, True])
def test_same_as_native(tmp_path: Path, engine: Engine, fails: bool) -> None:
    journal = tmp_path / "journal"
    more = {"EVERYTHING_JOURNAL": str(journal), "EVERYTHING_FAIL": "1" * fails}
    words = ("--quiet", "--no-pylint", "run")
    native = execute(tmp_path, FLOWS / "exit_hooks.py", *words, more=more)
    assert native.returncode == fails
    expected = journal.read_text()
    assert expected
    journal.unlink()
    file = compile_flow(tmp_path, "exit_hooks", target=engine.target)
    more |= engine.environment
    _, done = run_generated(tmp_path, file, code=int(fails), **more)
    assert journal.read_text() == expected
    if not fails:
        assert "said by a hook" in done.stderr
        assert "RuntimeError: the hook is broken" in done.stderr
        assert "The exit hook broken failed with exit code 1" in done.stderr
