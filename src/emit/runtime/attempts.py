"""The attempts of a task: when one may begin, what it executes, what becomes of it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from session import MAX_ATTEMPTS, Session
from step_client import Log, ServerLost, flow_command
from tasks import StepFailed, Task, TaskRequest, finished_task

Mark: TypeAlias = Callable[[str], None]

TIMEOUT_MARGIN = 60  # seconds, so that @timeout and @catch act before we do


async def attempted(
    session: Session,
    request: TaskRequest,
    log: Log,
    mark: Mark = lambda state: None,
    *,
    first: int = 0,
    begin: Callable[[int], None] = lambda retry: None,
    pause: Callable[[StepFailed, float], Awaitable[None]] | None = None,
) -> Task:
    """A task in as many attempts as it takes; in none where it is finished already.

    An engine that repeats attempts itself raises what it wants instead of a `pause`.
    """
    if adopted := session.adopted(request):
        log("was finished before")
        return adopted
    for retry in itertools.count(first):
        begin(retry)
        try:
            task = await run_attempt(session, request, retry, log, mark)
        except StepFailed as failure:
            if not session.may_retry(request, retry, failure):
                raise
            delay = session.retry_delay(request)
            log(f"{failure}; the next attempt begins in {delay:g} s")
            mark("waiting")
            await (pause(failure, delay) if pause else asyncio.sleep(delay))
        else:
            log("has succeeded")
            return task
    raise AssertionError("attempts are counted")


async def run_attempt(
    session: Session,
    request: TaskRequest,
    retry: int,
    log: Log,
    mark: Mark = lambda state: None,
) -> Task:
    """One attempt of one task; `retry` counts from 0 in each execution."""
    async with session.slots:
        if session.is_failing:
            await asyncio.Future[None]()  # we are about to be stopped with the run
        mark("running")
        while True:
            before = session.attempts.get(request.path, 0)
            if before + retry >= MAX_ATTEMPTS:
                lines = ["Metaflow allows no more attempts"]
                raise StepFailed(request.label, 202, lines)
            try:
                return await executed(session, request, before, retry, log)
            except ServerLost:  # no fault of the step's: @catch and @retry wait
                session.attempts[request.path] = before + 1
                await session.recover()
            except StepFailed as failure:
                session.note_failure(request, retry, failure)
                raise


async def executed(
    session: Session, request: TaskRequest, before: int, retry: int, log: Log
) -> Task:
    step = session.steps[request.step]
    task = {"run": session.run_id, "step": request.step, "task": request.task_id}
    running = session.server.run(
        **await command_of(session, request, before, retry),
        log=log,
        logs={**task, "attempt": before + retry},
    )
    limit = step["timeout"] + TIMEOUT_MARGIN if step["timeout"] else None
    try:
        answer, call = await asyncio.wait_for(running, limit)
    except asyncio.TimeoutError:
        lines = [f"It was ended after {limit} seconds"]
        raise StepFailed(request.label, -9, lines) from None
    if answer["rc"]:
        raise StepFailed(request.label, answer["rc"], call.last_lines)
    if "ok" not in answer:  # it ran elsewhere, or could not tell
        answer = await session.server.ask("outcome", **task)
    if not answer["ok"]:
        lines = [f"{request.label} ended before Metaflow had stored its results"]
        raise StepFailed(request.label, 1, [*call.last_lines, *lines])
    return finished_task(request, answer)


async def command_of(
    session: Session, request: TaskRequest, before: int, retry: int
) -> dict[str, Any]:
    """What is to be executed: `argv`, and `env`, changes of the environment."""
    # Attempts of an execution that was lost are none of the user's: @catch waits.
    user_retries = before + session.steps[request.step]["retries"]
    if not session.launches:
        env = {"METAFLOW_RUN_ID": session.run_id}
        env |= session.steps[request.step]["environment"]
        words = step_command(session, request, before + retry, user_retries)
        return {"argv": flow_command(*session.flow_options, *words), "env": env}
    values = dict[str, Any](ubf_context="ubf_control") if request.is_control else {}
    if request.split_index is not None and not request.is_control:
        values["split_index"] = str(request.split_index)
    answer = await session.server.ask(
        "launch",
        step=request.step,
        task_id=request.task_id,
        attempt=before + retry,
        user_retries=user_retries,
        origin=session.options.resume_from,
        input_paths=[f"{session.run_id}/{path}" for path in request.inputs],
        **values,
    )
    return {"argv": answer["argv"], "env": answer["env"]}


def step_command(
    session: Session, request: TaskRequest, attempt: int, user_retries: int
) -> list[str]:
    options = session.options
    command = ["step", request.step, "--run-id", session.run_id]
    command += ["--task-id", request.task_id, "--retry-count", str(attempt)]
    command += ["--max-user-code-retries", str(user_retries)]
    command += ["--input-paths", input_paths(session.run_id, request.inputs)]
    if request.split_index is not None:
        command += ["--split-index", str(request.split_index)]
    if request.is_control:
        command += ["--ubf-context", "ubf_control"]
    if options.resume_from:
        command += ["--clone-run-id", options.resume_from]
    if options.namespace is not None:
        command += ["--namespace", options.namespace]
    return command + options.tag_options


def input_paths(run_id: str, inputs: tuple[str, ...]) -> str:
    """The prefix form of Metaflow's lists of paths."""
    if len(inputs) == 1:
        return f"{run_id}/{inputs[0]}"
    return f"{run_id}/:" + ",".join(inputs)
