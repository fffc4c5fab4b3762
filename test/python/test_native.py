"""Generated files run as `python flow.py run` does: same tasks, same artifacts."""

from pathlib import Path

import pytest

from running import run_generated, run_natively, snapshot
from shapes import SECTIONS, generate, graph

ARGUMENTS: dict[str, list[str]] = {
    "params": ["--req", "given", "--my-int", "-7", "--j", '{"b": [null, 1.5]}'],
    "everything": ["--width", "2", "--user-name", "-dash", "--loud", "True"],
}
# Tested elsewhere: they differ by intent, or never end.
NOT_COMPARED = {"current_values", "hooked", "sees", "stubborn"}
TOP: dict[str, tuple[str, ...]] = {
    "config": ("--branch", "b1", "--config-value", "c1", '{"project": "p1", "x": 5}'),
}


FORKED = sorted(set(SECTIONS) - NOT_COMPARED)
SPAWNED = ["config", "custom_ends", "nested", "parallel", "params"]  # they take longer


@pytest.mark.parametrize(
    ("name", "fork"),
    [*((name, True) for name in FORKED), *((name, False) for name in SPAWNED)],
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
    assert sorted(a["stdout"].values()) == sorted(b["stdout"].values()) or name in (
        "catch_retry",
        "everything",
        "parallel",
    )
    assert f"Run {flow}/{ours} has succeeded" in done.stdout
