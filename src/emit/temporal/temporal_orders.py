"""What workflows and activities say to one another: small, whatever the flow's size."""

from __future__ import annotations

import base64
import dataclasses
import json
import zlib
from collections.abc import Sequence
from typing import Any

from options import RunOptions
from settings import FLOW_NAME
from tasks import RunFailed, Task, TaskRequest

PACKED = "packed:"
LONG_LIST = 100


@dataclasses.dataclass(frozen=True)
class StepPlan:
    """How Temporal is to run a step, by its decorators."""

    attempts: int = 1  # as many as Metaflow allows when no worker is lost
    timeout: float = 0  # of @timeout, in seconds
    queue: str | None = None  # of workers that have what the step needs


@dataclasses.dataclass(frozen=True)
class RunPlan:
    """What the loaded flow has said when the run began."""

    steps: dict[str, StepPlan]  # that are not run once, at length, by any worker
    has_finish: bool  # Metaflow has something to do after the last task


@dataclasses.dataclass(frozen=True)
class RunContext:
    """What all tasks of a run share."""

    run_id: str
    options: RunOptions
    has_history: bool  # tasks may be finished that this execution has not run
    plans: dict[str, StepPlan] = dataclasses.field(default_factory=dict)

    @property
    def pathspec(self) -> str:
        return f"{FLOW_NAME}/{self.run_id}"


@dataclasses.dataclass(frozen=True)
class Finish:
    """The input of the activity that comes last."""

    context: RunContext
    has_succeeded: bool


@dataclasses.dataclass(frozen=True)
class Order:
    """The input of an activity that runs a task."""

    run_id: str
    options: RunOptions
    has_history: bool
    request: TaskRequest


@dataclasses.dataclass(frozen=True)
class Part:
    """Items of a foreach, or further turns of a loop, that a child workflow runs."""

    context: RunContext
    after: Task  # the parent of the items, or the last turn
    body: str  # the function of an item; empty for a loop
    first: int = 0
    last: int = 0
    outcome: PartOutcome | None = None  # of the turns that are behind it


@dataclasses.dataclass(frozen=True)
class PartOutcome:
    ends: list[str]  # of items; the join asks no more of them
    turn: Task | None = None  # the last one of a loop
    tasks: dict[str, int] = dataclasses.field(default_factory=dict)  # by step
    artifacts: dict[str, list[str]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class RunOutcome:
    """The result of a run: what was made, and how to get it."""

    pathspec: str
    tasks: dict[str, int]  # by step
    artifacts: dict[str, list[str]]  # by step
    retrieve: str


@dataclasses.dataclass(frozen=True)
class FailureDetails:
    """Why an activity has failed, for who started the run."""

    message: str
    lines: list[str]
    exit_code: int | None = None


def packed(texts: Sequence[str]) -> list[str]:
    """A list that is short enough for a payload of Temporal's, which has 2 MB."""
    if len(texts) <= LONG_LIST:
        return list(texts)
    data = zlib.compress(json.dumps(texts).encode(), 9)
    return [PACKED + base64.b85encode(data).decode()]


def unpacked(texts: Sequence[str]) -> list[str]:
    if len(texts) != 1 or not texts[0].startswith(PACKED):
        return list(texts)
    found: list[str] = json.loads(
        zlib.decompress(base64.b85decode(texts[0][len(PACKED) :]))
    )
    return found


def packed_ends(ends: Sequence[Task]) -> list[str]:
    return packed([f"{end.path}>{end.chosen or ''}" for end in ends])


def unpacked_ends(texts: Sequence[str]) -> list[Task]:
    ends = []
    for text in unpacked(texts):
        path, _, chosen = text.partition(">")
        step, _, task_id = path.partition("/")
        ends.append(Task(step, task_id, chosen=chosen or None))
    return ends


def words_of_input(parameters: Any) -> tuple[str, ...]:
    """For Metaflow's command line, which converts them; nothing for a null."""
    if not isinstance(parameters, dict | None):
        raise RunFailed("The input of the workflow is an object: parameters by name")
    words = list[str]()
    for name, value in (parameters or {}).items():
        if value is not None:
            text = value if isinstance(value, str) else json.dumps(value)
            words += [f"--{name}", text]
    return tuple(words)
