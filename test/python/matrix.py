"""Every shape on an engine, compared with the native run: one code path for all."""

from pathlib import Path
from typing import Any

from compiling import compile_flow
from engines import Engine
from running import run_generated, run_natively, snapshot
from shapes import FLOWS, SHAPES, graph

ARGUMENTS: dict[str, list[str]] = {
    "params": ["--req", "given", "--my-int", "-7", "--j", '{"b": [null, 1.5]}'],
    "odd_names": ["--must", "7"],
    "everything": ["--width", "2", "--user-name", "-dash", "--loud", "True"],
}
TOP: dict[str, tuple[str, ...]] = {
    "config": ("--branch", "b1", "--config-value", "c1", '{"project": "p1", "x": 5}'),
}
# Tested elsewhere: they differ by intent, or never end.
NOT_COMPARED = {
    "broad",
    "current_values",
    "exit_hooks",
    "faulty",
    "fragile",
    "no_items",
    "on_batch",
    "on_kubernetes",
    "sees",
    "stubborn",
    "wide",
    "witnessed",
}
COMPARED = [name for name in SHAPES if name not in NOT_COMPARED]
# Retries say in the output how often they ran, control tasks when and with what ids.
OUTPUT_DIFFERS = {"catch_retry", "everything", "parallel", "unbounded"}


def same_as_native(
    folder: Path, engine: Engine, name: str, *own: str, **compiled: Any
) -> str:
    """Gives the run id on the engine, which takes words of its `own`."""
    words, top = ARGUMENTS.get(name, []), TOP.get(name, ())
    file = compile_flow(folder, name, target=engine.target, **compiled)
    said = ["run", *words, *top, *own]
    ours, done = run_generated(folder, file, *said, **engine.environment)
    flow, _ = graph(FLOWS / f"{name}.py")
    assert f"Run {flow}/{ours} has succeeded" in done.stdout
    native = run_natively(folder, name, *words, top=top)
    a, b = snapshot(folder, f"{flow}/{ours}"), snapshot(folder, f"{flow}/{native}")
    assert a["tasks"] == b["tasks"]
    assert a["successful"] and b["successful"]
    assert a["tags"] == sorted([*b["tags"], *engine.tags(ours)])
    if name not in OUTPUT_DIFFERS:
        assert sorted(a["stdout"].values()) == sorted(b["stdout"].values())
    return ours
