"""The verbs of a flow: a run as a program over one operation, `Engine.execute`."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import signal
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from settings import MAX_NUM_SPLITS, STEPS

Result = TypeVar("Result")


@dataclasses.dataclass(frozen=True)
class Task:
    """A finished Metaflow task, or one item of the foreach that it has begun."""

    step: str
    task_id: str
    indices: tuple[int, ...] = ()  # of the foreachs around it, from the outermost
    iteration: int = 0  # of a step that repeats itself
    chosen: str | None = None  # the next step, where there is one
    splits: int = 0
    is_unbounded: bool = False  # its foreach: how many tasks, only its control knows
    mappers: tuple[str, ...] = ()  # task paths of a control task
    artifacts: tuple[str, ...] = ()
    split_index: int | None = None  # of an item

    @property
    def path(self) -> str:
        return f"{self.step}/{self.task_id}"

    def item(self, index: int) -> Task:
        indices = (*self.indices, index)
        return dataclasses.replace(self, indices=indices, split_index=index)


@dataclasses.dataclass(frozen=True)
class TaskRequest:
    """A task that is to be run: all that its command needs to know."""

    step: str
    inputs: tuple[str, ...]  # paths of tasks, in the order that a join sees
    indices: tuple[int, ...] = ()
    iteration: int = 0
    split_index: int | None = None
    is_control: bool = False  # of an unbounded foreach; it starts the others itself

    @property
    def task_id(self) -> str:
        """Known before the run, stable over attempts, and never an int to Metaflow."""
        turn = f"-r{self.iteration}" if self.iteration else ""
        return self.step + "".join(f"-{index}" for index in self.indices) + turn

    @property
    def path(self) -> str:
        return f"{self.step}/{self.task_id}"

    @property
    def label(self) -> str:
        turn = f" #{self.iteration + 1}" if self.iteration else ""
        return self.step + "".join(f"[{index}]" for index in self.indices) + turn


class RunFailed(Exception):
    """The run cannot go on. The message is for people; `lines` end with the reason."""

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.lines = tuple(lines)


class StepFailed(RunFailed):
    """One attempt of a command has failed."""

    def __init__(self, label: str, exit_code: int, lines: Sequence[str]) -> None:
        super().__init__(f"{label} {how_it_ended(exit_code)}", lines)
        self.exit_code = exit_code

    @property
    def is_final(self) -> bool:
        """Wrong usage, or a decorator of Metaflow's that forbids to try again."""
        return self.exit_code in (2, 202)


def how_it_ended(exit_code: int) -> str:
    signal_name = signal.strsignal(-exit_code) if exit_code < 0 else None
    if signal_name:
        return f"was ended by signal {-exit_code}: {signal_name}"
    return f"failed with exit code {exit_code}"


class UnexpectedStep(RunFailed):
    def __init__(self, task: Task) -> None:
        super().__init__(f"{task.path} goes on to {task.chosen}, which is not expected")


class Engine(Protocol):
    async def execute(self, request: TaskRequest) -> Task:
        """Runs a task, in as many attempts as it takes."""
        ...


Branch: TypeAlias = Callable[["Run", Task], Coroutine[Any, Any, Task]]


class Run:
    """A Metaflow run in progress."""

    parameters = Task("_parameters", "params")

    def __init__(self, engine: Engine, max_num_splits: int = MAX_NUM_SPLITS) -> None:
        self.engine = engine
        self.max_num_splits = max_num_splits
        self.tasks: list[Task] = []

    async def step(self, name: str, after: Task) -> Task:
        """Runs a step after its predecessor, or again after its own last turn."""
        is_item = after.split_index is not None
        turn = after.iteration + 1 if name == after.step and not is_item else 0
        return await self.execute(
            TaskRequest(name, (after.path,), after.indices, turn, after.split_index)
        )

    async def loop(self, name: str, after: Task) -> Task:
        """Repeats a step for as long as it chooses itself; gives the last turn."""
        task = await self.step(name, after)
        while task.chosen == name:
            task = await self.step(name, task)
        return task

    async def split(
        self, parent: Task, *branches: Branch, join: str | None = None
    ) -> Task:
        """Runs all branches at once, then their join."""
        ends = await together([branch(self, parent) for branch in branches])
        return await self.join_ends(join, parent, ends)

    async def foreach(
        self, parent: Task, body: Branch, join: str | None = None
    ) -> Task:
        """Runs the body for each item at once, then the join."""
        if parent.is_unbounded:
            request = TaskRequest(
                parent.chosen or "", (parent.path,), parent.indices, is_control=True
            )
            control = await self.execute(request)
            return await self.join(
                join or control.chosen or "", parent, control.mappers
            )
        check_width(parent, self.max_num_splits)
        ends = await self.items(parent, body, 0, parent.splits)
        return await self.join_ends(join, parent, ends)

    async def items(
        self, parent: Task, body: Branch, first: int, last: int
    ) -> list[Task]:
        """Runs the body for some of the items; an engine may spread them out."""
        items = [parent.item(index) for index in range(first, last)]
        return await together([body(self, item) for item in items])

    async def parallel(self, parent: Task, name: str, join: str) -> Task:
        """Runs a @parallel step, whose control task runs the others, then the join."""
        indices = (*parent.indices, 0)
        control = await self.execute(
            TaskRequest(name, (parent.path,), indices, split_index=0, is_control=True)
        )
        return await self.join(join, parent, control.mappers)

    async def join_ends(
        self, name: str | None, parent: Task, ends: Sequence[Task]
    ) -> Task:
        """Without a name, the join that the branches have chosen, each by itself."""
        chosen = {name or end.chosen for end in ends}
        join = chosen.pop()
        if chosen or join is None:
            raise RunFailed(f"The branches of {parent.path} lead to different joins")
        return await self.join(join, parent, [end.path for end in ends])

    async def join(self, name: str, parent: Task, inputs: Sequence[str]) -> Task:
        """As Metaflow's runtime in `_queue_task_join`: the inputs of one step, then
        those of another."""
        by_step = dict[str, list[str]]()
        for path in inputs:
            by_step.setdefault(path.partition("/")[0], []).append(path)
        ordered = tuple(itertools.chain.from_iterable(by_step.values()))
        return await self.execute(TaskRequest(name, ordered, parent.indices))

    async def execute(self, request: TaskRequest) -> Task:
        task = await self.engine.execute(request)
        self.tasks.append(task)
        return task


def items_of(parent: Task, max_num_splits: int) -> list[Task]:
    """The items of the foreach that a task has begun."""
    check_width(parent, max_num_splits)
    return [parent.item(index) for index in range(parent.splits)]


def check_width(parent: Task, max_num_splits: int) -> None:
    if parent.splits > max_num_splits:
        raise RunFailed(
            f"Foreach in step {parent.step} yielded {parent.splits} child steps "
            f"which is more than the current maximum of {max_num_splits} "
            "children. You can raise the maximum with the --max-num-splits option."
        )


def finished_task(request: TaskRequest, answer: dict[str, Any]) -> Task:
    """The task that a request has led to; refuses a transition that is not compiled."""
    chosen, declared = list(answer["next"]), STEPS[request.step]["next"]
    if STEPS[request.step]["type"] == "split-switch":
        expected = len(chosen) == 1 and chosen[0] in declared
    else:
        expected = set(chosen) == set(declared)
    if not expected:
        raise RunFailed(
            f"{request.path} goes on to {', '.join(chosen) or 'nothing'}, but step "
            f"{request.step} was compiled with {', '.join(declared) or 'nothing'}"
        )
    return Task(
        request.step,
        request.task_id,
        request.indices,
        request.iteration,
        chosen[0] if len(chosen) == 1 else None,
        answer["splits"],
        answer["unbounded"],
        # without the run's id, which in a cloned task is that of its origin
        tuple(path.partition("/")[2] for path in answer["mappers"]),
        tuple(answer["artifacts"]),
    )


async def together(branches: Sequence[Coroutine[Any, Any, Result]]) -> list[Result]:
    """Waits for all of them; when one fails, the others are stopped and awaited."""
    tasks = [asyncio.ensure_future(branch) for branch in branches]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
