"""The life of an op: it runs one Metaflow task, or a part of the flow."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, TypeAlias

import dagster as dg

from attempts import attempted, step_command
from metaflow_run import MetaflowRun
from session import Session
from settings import FLOW_FILE, FLOW_NAME, STEPS
from tasks import Run, RunFailed, StepFailed, Task, TaskRequest

# A task as ops hand it on: built-in types, for any process to read, and no run id, so
# that a re-execution can go on from what ops of the run before have stored.
Token: TypeAlias = dict[str, Any]
Program: TypeAlias = Callable[[Run, list[Task]], Awaitable[Task]]


def token_of(task: Task) -> Token:
    fields = dataclasses.asdict(dataclasses.replace(task, artifacts=()))
    return {**fields, "indices": list(task.indices), "mappers": list(task.mappers)}


def task_of(token: Token) -> Task:
    lists = ("indices", "mappers", "artifacts")
    return Task(**token | {name: tuple(token[name]) for name in lists})


def tasks_in(value: Any) -> Iterator[Task]:
    """The tasks of an input: of one op, of several, or of none that was chosen."""
    if isinstance(value, list):
        for each in value:
            yield from tasks_in(each)
    elif value is not None:
        yield task_of(value)


def next_steps(task: Task) -> list[str]:
    return [task.chosen] if task.chosen else STEPS[task.step]["next"]


def mapping_key(task: Task) -> str:
    return "_".join(map(str, task.indices))


class OpEngine:
    """Executes the tasks of one op; a part of a flow repeats its attempts itself."""

    def __init__(
        self, metaflow: MetaflowRun, context: dg.OpExecutionContext, is_part: bool
    ) -> None:
        self.metaflow, self.context, self.is_part = metaflow, context, is_part

    async def execute(self, request: TaskRequest) -> Task:
        session, key = self.metaflow.session, step_key(self.context)

        def log(line: str) -> None:
            self.metaflow.say(key, request.label, line)

        def begin(retry: int) -> None:
            self.forget_own_attempts(request, retry)
            self.metaflow.attempts[request.path] += 1
            self.metaflow.note(key, command_line_of(session, request, retry))

        async def leave_to_dagster(failure: StepFailed, delay: float) -> None:
            raise dg.RetryRequested(session.last_retry(request), delay) from failure

        first = 0 if self.is_part else self.context.retry_number
        pause = None if self.is_part else leave_to_dagster
        with self.metaflow.shown(request) as mark:
            return await attempted(
                session, request, log, mark, first=first, begin=begin, pause=pause
            )

    def forget_own_attempts(self, request: TaskRequest, retry: int) -> None:
        """A process that was begun for a retry finds attempts of this very op."""
        found = self.metaflow.session.attempts
        elsewhere = retry - self.metaflow.attempts[request.path]
        if elsewhere > 0 and request.path in found:
            found[request.path] = max(0, found[request.path] - elsewhere)
            self.metaflow.attempts[request.path] = retry


def command_line_of(session: Session, request: TaskRequest, retry: int) -> str:
    """For people: how Metaflow would be told to run this very attempt."""
    before = session.attempts.get(request.path, 0)
    retries = before + session.steps[request.step]["retries"]
    words = step_command(session, request, before + retry, retries)
    return f"$ python {FLOW_FILE.name} {shlex.join(words)}"


def step_key(context: dg.OpExecutionContext) -> str:
    key = context.get_mapping_key()
    return f"{context.op.name}[{key}]" if key else str(context.op.name)


def run_tasks(
    context: dg.OpExecutionContext, program: Program, tasks: list[Task], is_part: bool
) -> tuple[Task, list[Task]]:
    """Runs a program; gives its last task, and all of them."""
    metaflow: MetaflowRun = context.resources.metaflow
    try:
        limit = metaflow.session.options.max_num_splits
        run = Run(OpEngine(metaflow, context, is_part), limit)
        last = metaflow.wait(program_of(program, run, tasks))
    except RunFailed as failure:
        text = "\n".join([str(failure), *failure.lines])
        raise dg.Failure(text, allow_retries=False) from failure
    metaflow.tasks += run.tasks
    return last, run.tasks


async def program_of(program: Program, run: Run, tasks: list[Task]) -> Task:
    return await program(run, tasks)


def metadata_of(
    context: dg.OpExecutionContext, tasks: Sequence[Task]
) -> dict[str, Any]:
    """What the UI shows of an op: its task, and how to get at what it has made."""
    metaflow: MetaflowRun = context.resources.metaflow
    session = metaflow.session
    run = f"{FLOW_NAME}/{session.run_id}"
    if len(tasks) != 1:
        rows = [f"| `{task.path}` | {', '.join(task.artifacts)} |" for task in tasks]
        table = "\n".join(["| task | artifacts |", "|---|---|", *rows])
        return {"tasks": dg.MetadataValue.md(table), "run": run}
    (task,) = tasks
    lines = ["from metaflow import Task, namespace", "", "namespace(None)"]
    lines += [f"task = Task({f'{run}/{task.path}'!r})"]
    lines += [f"task[{name!r}].data" for name in task.artifacts]
    attempt = session.attempts.get(task.path, 0) + metaflow.attempts[task.path] - 1
    return {
        "task": f"{run}/{task.path}",
        "attempt": max(0, attempt),
        "artifacts": ", ".join(task.artifacts),
        "retrieve": dg.MetadataValue.md("\n".join(["```python", *lines, "```"])),
    }
