"""The matrix of shapes: on every engine each runs as `python flow.py run` does."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from test_native import ARGUMENTS, NOT_COMPARED, TOP

from running import run_natively, snapshot
from shapes import SECTIONS, graph

SHAPES = sorted(set(SECTIONS) - NOT_COMPARED)
# Metaflow's own retries say in the output how often they ran, @parallel when.
OUTPUT_DIFFERS = {"catch_retry", "everything", "parallel"}

RunFlow: TypeAlias = Callable[..., str]


def expect_same_as_native(folder: Path, name: str, run: RunFlow, own_tag: str) -> str:
    """`run(name, *words)` gives the run id; `own_tag` names the engine's run in it."""
    words, top = ARGUMENTS.get(name, []), TOP.get(name, ())
    ours = run(name, *words, *top)
    native = run_natively(folder, name, *words, top=top)
    flow, _ = graph(Path(__file__).with_name("flows") / f"{name}.py")
    a, b = snapshot(folder, f"{flow}/{ours}"), snapshot(folder, f"{flow}/{native}")
    assert a["tasks"] == b["tasks"]
    assert a["successful"]
    assert a["tags"] == sorted([*b["tags"], f"{own_tag}:{ours.partition('-')[2]}"])
    if name not in OUTPUT_DIFFERS:
        assert sorted(a["stdout"].values()) == sorted(b["stdout"].values())
    return ours
