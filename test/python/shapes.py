"""The flows of every shape in `flows/`, and the surroundings in which they run."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

FLOWS = Path(__file__).with_name("flows")
SHAPES = sorted(path.stem for path in FLOWS.glob("*.py"))

GRAPH = """
import json, runpy, sys
from metaflow import FlowSpec
for value in runpy.run_path(sys.argv[1], run_name="flow_file").values():
    if isinstance(value, type) and issubclass(value, FlowSpec) and value != FlowSpec:
        nodes = value(use_cli=False)._graph
        steps = {n.name: {"type": n.type, "next": n.out_funcs} for n in nodes}
        print(json.dumps([value.__name__, steps]))
"""


@functools.cache
def graph(flow_file: Path) -> tuple[str, dict[str, Any]]:
    """Name and steps of a flow, as Metaflow itself sees them."""
    command = [sys.executable, "-c", GRAPH, str(flow_file)]
    text = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        env=environment(flow_file.parent),
    ).stdout
    name, steps = json.loads(text.splitlines()[-1])
    return name, steps


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of a process that uses a datastore of its own."""
    own = {
        "METAFLOW_USER": "tester",
        "METAFLOW_DATASTORE_SYSROOT_LOCAL": str(folder),
        "PYTHONPATH": str(FLOWS.with_name("extension")),
        "WITNESS_LOG": str(folder / "witnessed"),
    }
    return {**os.environ, **own, **more}
