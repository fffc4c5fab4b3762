"""The verbs in which a flow is drawn as a graph of ops."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Sequence

import dagster as dg

from op_definition import OpOutput, OpPlan, drawn, drawn_helper, foreach_items
from op_run import Program, Token, mapping_key, token_of
from settings import STEPS
from tasks import Run, Task, TaskRequest


def step_op(name: str, *after: OpOutput) -> OpOutput:
    """One task of a step. Of several inputs, one is on the way that the flow takes."""
    return drawn(OpPlan(name, [name], single_task(name)), after)


def loop_op(name: str, *after: OpOutput) -> OpOutput:
    """All the turns of a step that repeats itself."""
    return drawn(OpPlan(name, [name], all_turns(name), is_part=True), after)


def switch_op(name: str, *after: OpOutput) -> OpOutput:
    """A step that chooses the next: the arms that it does not choose are skipped."""
    loops = name in STEPS[name]["next"]
    program = all_turns(name) if loops else single_task(name)
    return drawn(OpPlan(name, [name], program, is_part=loops, chooses=True), after)


def foreach_op(name: str, *after: OpOutput) -> OpOutput:
    """A step that begins a foreach: `map` says what is done with each item."""
    return drawn(OpPlan(name, [name], single_task(name), opens_foreach=True), after)


def join_op(name: str, *branches: OpOutput) -> OpOutput:
    """The join of a split; its inputs are in the order of the branches."""

    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:
        return run.join(name, tasks[0], [task.path for task in tasks])

    return drawn(OpPlan(name, [name], program), branches)


def gather_op(name: str, *items: OpOutput) -> OpOutput:
    """The join of a foreach, or of a @parallel step; its inputs are in their order."""

    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:
        ordered = sorted(tasks, key=lambda task: task.indices)
        paths = [path for task in ordered for path in task.mappers or [task.path]]
        return run.join(name, outer_task(ordered[0]), paths)

    return drawn(OpPlan(name, [name], program), items)


def parallel_op(name: str, *after: OpOutput) -> OpOutput:
    """A @parallel step: its control task starts the others itself."""

    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:
        inputs, indices = (tasks[0].path,), (*tasks[0].indices, 0)
        return run.execute(
            TaskRequest(name, inputs, indices, split_index=0, is_control=True)
        )

    return drawn(OpPlan(name, [name], program), after)


def part_op(
    name: str,
    body: Callable[[Run, Task], Awaitable[Task]],
    *after: OpOutput,
    steps: Sequence[str],
) -> OpOutput:
    """What no graph of Dagster's can hold: a part of the flow, from `steps` on."""

    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:
        return body(run, tasks[0])

    return drawn(OpPlan(name, steps, program, is_part=True), after)


def items_op(name: str, *splits: OpOutput) -> OpOutput:
    """The items of all foreachs that began within another, to be mapped at once."""

    def all_items(
        context: dg.OpExecutionContext, tasks: list[Task]
    ) -> dict[str, Token]:
        items = [item for task in tasks for item in foreach_items(context, task)]
        return {mapping_key(item): token_of(item) for item in items}

    return drawn_helper(name, all_items, splits)


def groups_op(name: str, *ends: OpOutput) -> OpOutput:
    """The way back: what has come of the items, by the item that is around them."""

    def by_item(
        context: dg.OpExecutionContext, tasks: list[Task]
    ) -> dict[str, list[Token]]:
        groups: dict[str, list[Token]] = {}
        for task in tasks:
            groups.setdefault(mapping_key(outer_task(task)), []).append(token_of(task))
        return groups

    return drawn_helper(name, by_item, ends)


def single_task(name: str) -> Program:
    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:
        if tasks[0].is_unbounded:
            return control_task(run, name, tasks[0])
        return run.step(name, tasks[0])

    return program


async def control_task(run: Run, name: str, item: Task) -> Task:
    """Of an unbounded foreach: it is told of the foreach, and tells of the tasks."""
    indices = outer_task(item).indices
    request = TaskRequest(name, (item.path,), indices, is_control=True)
    return dataclasses.replace(await run.execute(request), indices=item.indices)


def all_turns(name: str) -> Program:
    return lambda run, tasks: run.loop(name, tasks[0])


def outer_task(task: Task) -> Task:
    return dataclasses.replace(task, indices=task.indices[:-1])
