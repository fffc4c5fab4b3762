"""The runtime as one file beside those of many flows."""

from pathlib import Path

from compiling import compile_flow
from engines import Engine
from matrix import same_as_native
from running import execute


def test_same_as_native(tmp_path: Path, engine: Engine) -> None:
    same_as_native(tmp_path, engine, "branch", runtime="beside")
    shared = tmp_path / f"metaflow_on_{engine.target}.py"
    before = shared.read_text()
    same_as_native(tmp_path, engine, "recursive", runtime="beside")
    assert shared.read_text() == before


def test_another_version(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "linear", target="local", runtime="beside")
    text = file.read_text()
    (line,) = [line for line in text.splitlines() if line.startswith("SHARED = ")]
    file.write_text(text.replace(line, 'SHARED = "of-another"'))
    done = execute(tmp_path, file, "run")
    assert done.returncode == 1
    again = "metaflow-transpile compile linear.py --target local --runtime beside"
    assert done.stderr.strip().endswith(f"was compiled beside another: {again}")
