"""The runtime is product code: readers of generated files see it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from compiling import compile_files, compile_flow
from shapes import FLOWS, SHAPES

ROOT = Path(__file__).resolve().parents[2]
TARGETS = sorted(path.parent for path in (ROOT / "src/emit").glob("*/runtime.py"))
RUNTIME = sorted((ROOT / "src/emit/runtime").glob("*.py"))
STEP_SERVER = sorted((ROOT / "src/emit/runtime/step_server").glob("*.py"))


RULES = "F,E4,E7,E9,I,B,UP"
TYPED = {"everything", "params"}  # mypy takes long


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


def bundled_step_server() -> str:
    """As `scripts/build-runtime.mjs` has made it of its modules."""
    text = (ROOT / "src/emit/runtime" / "runtime.generated.ts").read_text()
    _, _, rest = text.partition("stepServer: RuntimeModule = ")
    body: str = json.JSONDecoder().raw_decode(rest)[0]["body"]
    return body


def test_step_server(tmp_path: Path) -> None:
    """Its modules are typed; they make one text that is written as they are."""
    check(sys.executable, "-m", "mypy", *STEP_SERVER)
    text = ast.literal_eval(bundled_step_server().partition(" = ")[2])
    file = tmp_path / "step_server.py"
    file.write_text(text)
    settings = ["--config", "pyproject.toml", "--config", "include=['*.py']"]
    check(sys.executable, "-m", "ruff", "check", *settings, file)
    check(sys.executable, "-m", "ruff", "format", "--check", *settings, file)


@pytest.mark.parametrize("target", TARGETS, ids=lambda path: path.name)
def test_generated_files(tmp_path: Path, target: Path) -> None:
    """Written as ruff writes; nothing defined twice, missing, or there for nothing."""
    flows = [FLOWS / f"{name}.py" for name in SHAPES]
    files = compile_files(tmp_path, flows, target=target.name)
    apart = tmp_path / "beside"
    apart.mkdir()
    compile_flow(apart, "everything", target=target.name, runtime="beside")
    files += sorted(apart.glob("*.py"))
    options = ["--isolated", "--target-version", "py310"]
    check(sys.executable, "-m", "ruff", "check", *options, "--select", RULES, *files)
    check(sys.executable, "-m", "ruff", "format", *options, "--diff", *files)
    typed = [tmp_path / f"{name}_{target.name}.py" for name in TYPED]
    check(sys.executable, "-m", "mypy", "--strict", *typed)


def test_bundle_is_fresh() -> None:
    check("node", "scripts/build-runtime.mjs", "--check")
