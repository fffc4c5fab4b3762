"""Answers what Metaflow itself makes of flows: one file name a line on stdin, one JSON object a line on stdout.

Metaflow is imported once; each flow is executed in a fork, as `python flow.py` would execute it up to the moment at
which the command line starts.
"""

import contextlib
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


def main() -> None:
    metaflow.cli.main = start
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    found = answer(line.strip())
            except BaseException as fault:
                found = {"error": f"{type(fault).__name__}: {fault}"}
            with os.fdopen(write, "w") as out:
                json.dump(found, out)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as result:
            print(result.read(), flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
