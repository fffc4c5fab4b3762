"""Generated files run as `python flow.py run` does: same tasks, same artifacts."""

from pathlib import Path

import pytest

from matrix import ARGUMENTS, COMPARED, OUTPUT_DIFFERS, TOP
from running import run_generated, run_natively, snapshot
from shapes import generate, graph

SPAWNED = ["config", "custom_ends", "nested", "parallel", "params"]  # they take longer


@pytest.mark.parametrize(
    ("name", "fork"),
    [*((name, True) for name in COMPARED), *((name, False) for name in SPAWNED)],
)
def test_same_as_native(tmp_path: Path, name: str, fork: bool) -> None:
    words, top = ARGUMENTS.get(name, []), TOP.get(name, ())
    file = generate(tmp_path, name)
    no_fork = "" if fork else "1"
    ours, done = run_generated(
        tmp_path, file, "run", *words, *top, METAFLOW_TRANSPILE_NO_FORK=no_fork
    )
    native = run_natively(tmp_path, name, *words, top=top)
    flow, _ = graph(Path(__file__).with_name("flows") / f"{name}.py")
    a, b = snapshot(tmp_path, f"{flow}/{ours}"), snapshot(tmp_path, f"{flow}/{native}")
    assert a["tasks"] == b["tasks"]
    assert a["successful"] and b["successful"]
    assert a["tags"] == b["tags"]
    if name not in OUTPUT_DIFFERS:
        assert sorted(a["stdout"].values()) == sorted(b["stdout"].values())
    assert f"Run {flow}/{ours} has succeeded" in done.stdout
