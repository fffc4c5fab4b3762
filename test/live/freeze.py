"""Freezes what Metaflow makes of samples: `python test/live/freeze.py test/samples/metaflow/NAME ...`.

Runs each folder's `flow.py` as `python flow.py` would, up to the moment at which the command line starts, and writes
`metaflow.json` beside it. A file with several flows that starts none is read as the flow that `FLOW` names in the
environment, or as its only one.
"""

import inspect
import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

import metaflow.cli
from metaflow.flowspec import FlowSpec, FlowSpecMeta
from metaflow_worker import FIELDS, Started, start, verdict


def node(flow: type[FlowSpec], each: Any, folder: Path) -> dict[str, Any]:
    fields = {name: getattr(each, name) for name in FIELDS}
    fields["in_funcs"] = sorted(each.in_funcs)
    fields["decorators"] = [decorator.name for decorator in each.decorators]
    # Metaflow names the file of the outermost wrapper, but counts lines in that of the function.
    function = inspect.unwrap(getattr(flow, each.name))
    fields["file"] = os.path.relpath(inspect.getsourcefile(function) or each.source_file, folder)
    return fields


def parameter(variable: str, each: Any) -> dict[str, Any]:
    return {"variable": variable, "name": each.name, "kind": type(each).__name__}


def frozen(flow: type[FlowSpec], folder: Path) -> dict[str, Any]:
    graph = flow._graph
    found = verdict(graph)
    if found and "internal" in found:
        found = {"internal_error": found["internal"]}
    return {
        "flow": flow.__name__,
        "doc": graph.doc,
        "start_step": graph.start_step,
        "end_step": graph.end_step,
        "steps_order": list(graph.nodes),
        "sorted_nodes": graph.sorted_nodes,
        "nodes": {name: node(flow, each, folder) for name, each in graph.nodes.items()},
        "parameters": [parameter(variable, each) for variable, each in flow._get_parameters()],
        "lint": found,
    }


def execute(folder: Path) -> dict[str, Any]:
    """As `python flow.py` in the folder."""
    made: list[type[FlowSpec]] = []
    make = FlowSpecMeta._init_attrs

    def remember(flow: type[FlowSpec]) -> None:
        make(flow)
        made.append(flow)

    FlowSpecMeta._init_attrs = remember
    metaflow.cli.main = start
    os.chdir(folder)
    sys.argv = ["flow.py"]
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    fault = None
    try:
        runpy.run_path("flow.py", run_name="__main__")
    except Started as started:
        made = [started.flow]
    except Exception as raised:
        fault = f"{type(raised).__name__}: {getattr(raised, 'message', None) or raised}"
    named = [flow for flow in made if os.environ.get("FLOW", flow.__name__) == flow.__name__]
    return {"import_error": fault, **(frozen(named[0], folder) if len(named) == 1 else {})}


def main() -> None:
    for argument in sys.argv[1:]:
        folder = Path(argument).resolve()
        child = os.fork()
        if not child:
            text = json.dumps(execute(folder), indent=1, ensure_ascii=False)
            (folder / "metaflow.json").write_text(text + "\n", encoding="utf-8")
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(f"{argument} could not be read")


if __name__ == "__main__":
    main()
