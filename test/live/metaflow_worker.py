"""Answers what Metaflow itself makes of flows: one file name a line on stdin, one JSON object a line on stdout.

Metaflow is imported once; each flow is executed as `python flow.py` would execute it up to the moment at which the
command line starts. A fork serves some flows: one for each would take most of the time.
"""

import contextlib
import inspect
import io
import json
import os
import sys
from typing import Any

import metaflow.cli
from metaflow import lint
from metaflow.flowspec import FlowSpec
from metaflow.graph import DAGNode, FlowGraph

FIELDS = """type func_lineno tail_next_lineno num_args has_tail_next invalid_tail_next out_funcs in_funcs
    split_parents split_branches matching_join is_inside_foreach condition parallel_foreach parallel_step doc""".split()

FLOWS_PER_PROCESS = 200
AGAIN = 3


class Started(BaseException):
    """Thrown where the command line would start, with the flow that starts it."""

    def __init__(self, flow: type[FlowSpec]) -> None:
        self.flow = flow


def start(flow: FlowSpec, *_: Any, **__: Any) -> None:
    raise Started(type(flow))


def node(each: DAGNode) -> dict[str, Any]:
    fields = {name: getattr(each, name) for name in FIELDS}
    decorators = [{"name": decorator.name} for decorator in each.decorators]
    return {**fields, "in_funcs": sorted(each.in_funcs), "decorators": decorators}


def verdict(graph: FlowGraph) -> dict[str, Any] | None:
    try:
        lint.linter.run_checks(graph)
    except lint.LintWarn as warning:
        return {"message": warning.message, "line": warning.line_no}
    except Exception as fault:
        return {"internal": f"{type(fault).__name__}: {fault}"}
    return None


def answer(file: str) -> dict[str, Any]:
    with open(file, encoding="utf-8") as source:
        code = compile(source.read(), file, "exec")
    module = type(sys)("__main__")
    module.__file__ = file
    sys.modules["__main__"] = module
    sys.argv = [file]
    sys.path.insert(0, os.path.dirname(file))
    try:
        exec(code, module.__dict__)
    except Started as started:
        flow = started.flow
    else:
        return {"error": "no flow was started"}
    graph = flow._graph
    return {
        "flow": flow.__name__,
        "doc": graph.doc,
        "start_step": graph.start_step,
        "end_step": graph.end_step,
        "steps_order": list(graph.nodes),
        "sorted_nodes": graph.sorted_nodes,
        "nodes": {name: node(each) for name, each in graph.nodes.items()},
        "lint": verdict(graph),
    }


def isolated(file: str) -> dict[str, Any]:
    """The answer, with the modules and the path left as they were before."""
    modules, path = dict(sys.modules), list(sys.path)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return answer(file)
    except BaseException as fault:
        return {"error": f"{type(fault).__name__}: {fault}"}
    finally:
        sys.path[:] = path
        for name in sys.modules.keys() - modules.keys():
            del sys.modules[name]
        sys.modules.update(modules)


def serve() -> bool:
    """Answers some requests; false when there are no more."""
    # Unbuffered: what this process does not read belongs to the next one.
    requests = open(0, "rb", buffering=0, closefd=False)
    for _ in range(FLOWS_PER_PROCESS):
        line = requests.readline()
        if not line:
            return False
        print(json.dumps(isolated(os.fsdecode(line).strip())), flush=True)
    return True


def main() -> None:
    metaflow.cli.main = start
    # The tokenizer compiles its expressions when it is first used; forks share them then.
    inspect.getblock(["def warm():\n", "    pass\n"])
    while True:
        child = os.fork()
        if not child:
            os._exit(AGAIN if serve() else 0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status != AGAIN:
            sys.exit(status)


if __name__ == "__main__":
    main()
