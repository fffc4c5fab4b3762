"""The runtime is product code: readers of generated files see it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from assemble import bundled_step_server
from shapes import generate

ROOT = Path(__file__).resolve().parents[2]
TARGETS = sorted(path.parent for path in (ROOT / "src/emit").glob("*/runtime.py"))
RUNTIME = sorted((ROOT / "src/emit/runtime").glob("*.py"))
STEP_SERVER = sorted((ROOT / "src/emit/runtime/step_server").glob("*.py"))


def check(*words: object) -> None:
    done = subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff() -> None:
    folders = ["src/emit", "test/python"]
    check(sys.executable, "-m", "ruff", "check", *folders)
    check(sys.executable, "-m", "ruff", "format", "--check", *folders)


@pytest.mark.parametrize("target", TARGETS, ids=lambda path: path.name)
def test_mypy(target: Path) -> None:
    check(sys.executable, "-m", "mypy", *RUNTIME, *sorted(target.glob("*.py")))


def test_step_server(tmp_path: Path) -> None:
    """Its modules are typed; they make one text that is written as they are."""
    check(sys.executable, "-m", "mypy", *STEP_SERVER)
    text = ast.literal_eval(bundled_step_server().partition(" = ")[2])
    file = tmp_path / "step_server.py"
    file.write_text(text)
    settings = ["--config", "pyproject.toml", "--config", "include=['*.py']"]
    check(sys.executable, "-m", "ruff", "check", *settings, file)
    check(sys.executable, "-m", "ruff", "format", "--check", *settings, file)


def test_generated_file(tmp_path: Path) -> None:
    """Nothing is defined twice, missing, or imported for nothing."""
    file = generate(tmp_path, "everything")
    options = ["--isolated", "--select", "F,E9", "--target-version", "py310"]
    check(sys.executable, "-m", "ruff", "check", *options, file)


def test_bundle_is_fresh() -> None:
    check("node", "scripts/build-runtime.mjs", "--check")
