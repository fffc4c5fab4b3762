"""The flow sections that the compiler prints for the flows in `flows/`, by hand."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from assemble import assemble

FLOWS = Path(__file__).with_name("flows")


def chain(*names: str) -> str:
    """The section of a flow without any branch."""
    lines = ["async def flow(run: Run) -> Task:", "    task = run.parameters"]
    lines += [f'    task = await run.step("{name}", task)' for name in names]
    return "\n".join([*lines, "    return task"])


SECTIONS = {
    "linear": chain("start", "mid", "end"),
    "single": chain("only"),
    "custom_ends": chain("begin", "fin"),
    "params": chain("start", "end"),
    "config": chain("start", "end"),
    "stubborn": chain("start", "end"),
    "sees": chain("start", "end"),
    "current_values": chain("start", "end"),
    "catch_retry": chain("start", "flaky", "failing", "slow", "killed", "envs", "end"),
    "branch": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.split(start, branch_a, branch_b, join="join")
    return await run.step("end", join)


async def branch_a(run: Run, task: Task) -> Task:
    a = await run.step("a", task)
    return await run.step("a2", a)


async def branch_b(run: Run, task: Task) -> Task:
    return await run.step("b", task)
""",
    "foreach": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.foreach(start, each_of_start, join="join")
    return await run.step("end", join)


async def each_of_start(run: Run, item: Task) -> Task:
    work = await run.step("work", item)
    return await run.step("work2", work)
""",
    "on_batch": chain("start", "remote", "end"),
    "on_kubernetes": chain("start", "remote", "end"),
    "faulty": chain("start", "end"),
    "exit_hooks": chain("start", "end"),
    "deep": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    loop = await run.loop("loop", start)
    pick = await run.step("pick", loop)
    match pick.chosen:
        case "fan":
            fan = await run.step("fan", pick)
            after = await run.foreach(fan, each_of_fan, join="outer_join")
        case "flat":
            after = await run.step("flat", pick)
        case _:
            raise UnexpectedStep(pick)
    merge = await run.step("merge", after)
    return await run.step("end", merge)


async def each_of_fan(run: Run, item: Task) -> Task:
    body = await run.step("body", item)
    return await run.foreach(body, each_of_body, join="inner_join")


async def each_of_body(run: Run, item: Task) -> Task:
    leaf = await run.step("leaf", item)
    leaf_loop = await run.loop("leaf_loop", leaf)
    return await run.step("leaf_end", leaf_loop)
""",
    "broad": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.foreach(start, each_of_start, join="join")
    return await run.step("end", join)


async def each_of_start(run: Run, item: Task) -> Task:
    return await run.step("work", item)
""",
    "wide": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    loop = await run.loop("loop", start)
    fan = await run.step("fan", loop)
    join = await run.foreach(fan, each_of_fan, join="join")
    return await run.step("end", join)


async def each_of_fan(run: Run, item: Task) -> Task:
    body = await run.step("body", item)
    return await run.foreach(body, each_of_body, join="inner_join")


async def each_of_body(run: Run, item: Task) -> Task:
    return await run.step("work", item)
""",
    "unbounded": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.foreach(start, each_of_start, join="join")
    return await run.step("end", join)


async def each_of_start(run: Run, item: Task) -> Task:
    outer = await run.step("outer", item)
    return await run.foreach(outer, each_of_outer, join="inner_join")


async def each_of_outer(run: Run, item: Task) -> Task:
    return await run.step("work", item)
""",
    "witnessed": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.foreach(start, each_of_start, join="join")
    return await run.step("end", join)


async def each_of_start(run: Run, item: Task) -> Task:
    work = await run.step("work", item)
    return await run.step("more", work)
""",
    "nested": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    oj = await run.foreach(start, each_of_start, join="oj")
    return await run.step("end", oj)


async def each_of_start(run: Run, item: Task) -> Task:
    o = await run.step("o", item)
    return await run.foreach(o, each_of_o, join="ij")


async def each_of_o(run: Run, item: Task) -> Task:
    return await run.step("i", item)
""",
    "split_in_foreach": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    fj = await run.foreach(start, each_of_start, join="fj")
    return await run.step("end", fj)


async def each_of_start(run: Run, item: Task) -> Task:
    body = await run.step("body", item)
    return await run.split(body, branch_p, branch_q, join="sj")


async def branch_p(run: Run, task: Task) -> Task:
    return await run.step("p", task)


async def branch_q(run: Run, task: Task) -> Task:
    return await run.step("q", task)
""",
    "foreach_in_split": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    j = await run.split(start, branch_l, branch_m, join="j")
    return await run.step("end", j)


async def branch_l(run: Run, task: Task) -> Task:
    l = await run.step("l", task)
    return await run.foreach(l, each_of_l, join="wj")


async def each_of_l(run: Run, item: Task) -> Task:
    return await run.step("w", item)


async def branch_m(run: Run, task: Task) -> Task:
    return await run.step("m", task)
""",
    "switch": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    match start.chosen:
        case "fast":
            start = await run.step("fast", start)
        case "slow":
            slow = await run.step("slow", start)
            start = await run.step("slow2", slow)
        case "merge":
            pass
        case _:
            raise UnexpectedStep(start)
    merge = await run.step("merge", start)
    return await run.step("end", merge)
""",
    "switch_in_foreach": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.foreach(start, each_of_start, join="join")
    return await run.step("end", join)


async def each_of_start(run: Run, item: Task) -> Task:
    at = await run.step("pick", item)
    while at.step not in ("odd", "even"):
        at = await run.step(at.chosen or "", at)
    return at
""",
    "switch_in_split": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.split(start, branch_a, branch_b, join="join")
    return await run.step("end", join)


async def branch_a(run: Run, task: Task) -> Task:
    a = await run.step("a", task)
    match a.chosen:
        case "a1":
            return await run.step("a1", a)
        case "a2":
            return await run.step("a2", a)
        case _:
            raise UnexpectedStep(a)


async def branch_b(run: Run, task: Task) -> Task:
    return await run.step("b", task)
""",
    "recursive": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    loop = await run.loop("loop", start)
    after = await run.step("after", loop)
    return await run.step("end", after)
""",
    "recursive_in_foreach": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.foreach(start, each_of_start, join="join")
    return await run.step("end", join)


async def each_of_start(run: Run, item: Task) -> Task:
    loop = await run.loop("loop", item)
    return await run.step("after", loop)
""",
    "parallel": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    join = await run.parallel(start, "train", join="join")
    return await run.step("end", join)
""",
    "everything": """
async def flow(run: Run) -> Task:
    start = await run.step("start", run.parameters)
    both = await run.split(start, branch_numbers, branch_words, join="both")
    again = await run.loop("again", both)
    flaky = await run.step("flaky", again)
    played = await run.foreach(flaky, each_of_flaky, join="played")
    slow = await run.step("slow", played)
    return await run.step("end", slow)


async def branch_numbers(run: Run, task: Task) -> Task:
    numbers = await run.step("numbers", task)
    return await run.foreach(numbers, each_of_numbers, join="total")


async def each_of_numbers(run: Run, item: Task) -> Task:
    square = await run.step("square", item)
    return await run.step("label", square)


async def branch_words(run: Run, task: Task) -> Task:
    words = await run.step("words", task)
    return await run.foreach(words, each_of_words, join="sentence")


async def each_of_words(run: Run, item: Task) -> Task:
    word = await run.step("word", item)
    return await run.foreach(word, each_of_word, join="spell")


async def each_of_word(run: Run, item: Task) -> Task:
    return await run.step("letter", item)


async def each_of_flaky(run: Run, item: Task) -> Task:
    pick = await run.step("pick", item)
    match pick.chosen:
        case "odd":
            return await run.step("odd", pick)
        case "even":
            return await run.step("even", pick)
        case _:
            raise UnexpectedStep(pick)
""",
}

PARAMETERS: dict[str, dict[str, Any]] = {
    "switch": {"mode": {"type": "str", "default": "fast"}},
    "everything": {
        "width": {"type": "int", "default": 3, "help": "items of the first foreach"},
        "scale": {"type": "float", "default": 1.5},
        "loud": {"type": "bool", "default": False},
        "options": {"type": "json", "help": "a JSON object"},
        "user-name": {"type": "str", "help": "100% a name with a dash"},
    },
    "broad": {"width": {"type": "int"}},
    "wide": {name: {"type": "int"} for name in ("width", "depth", "turns")},
    "params": {"s": {"type": "str"}, "my-int": {"type": "int"}, "req": {}},
}

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


def generate(
    folder: Path,
    name: str,
    flow_file: Path | None = None,
    section: str | None = None,
    **settings: Any,
) -> Path:
    """Writes the generated file of one of the flows, or of a copy of it."""
    file = flow_file or FLOWS / f"{name}.py"
    flow_name, steps = graph(file)
    settings.setdefault("PARAMETERS", PARAMETERS.get(name, {}))
    target = folder / f"{name}_local.py"
    target.write_text(
        assemble(file, flow_name, steps, section or SECTIONS[name], "local", **settings)
    )
    return target


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of a process that uses a datastore of its own."""
    own = {
        "METAFLOW_USER": "tester",
        "METAFLOW_DATASTORE_SYSROOT_LOCAL": str(folder),
        "PYTHONPATH": str(FLOWS.with_name("extension")),
        "WITNESS_LOG": str(folder / "witnessed"),
    }
    return {**os.environ, **own, **more}
