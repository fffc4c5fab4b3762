"""How a run stands: Prefect says, and is told what it cannot have seen."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType, TaskRun
from prefect.states import Cancelled, Completed, Crashed, Failed

from direct import is_gone, recorded_answer, status_of
from prefect_api import flow_run_id_of, flow_run_of, prefect_api
from settings import ENGINE

STATUS_OF_STATE = {
    "SCHEDULED": "PENDING",
    "PENDING": "PENDING",
    "COMPLETED": "SUCCEEDED",
    "FAILED": "FAILED",
    "CRASHED": "FAILED",
    "CANCELLED": "CANCELLED",
}


def status_of_run(given: argparse.Namespace) -> str | None:
    """By Prefect; what it leaves open, as of a killed run, Metaflow knows."""
    if flow_run_id_of(given.run_id):
        with prefect_api():
            status = asyncio.run(status_on_prefect(given))
        if status:
            return status
    answer = asyncio.run(recorded_answer(given))
    return status_of(answer) if "fields" in answer else None


async def status_on_prefect(given: argparse.Namespace) -> str | None:
    flow_run = await flow_run_of(given.run_id)
    if flow_run is None or flow_run.state_type is None:
        return None
    settled_as = await settled(flow_run, given)
    state = settled_as.type if settled_as else flow_run.state_type
    return STATUS_OF_STATE.get(state.value, "RUNNING")


async def settled(flow_run: FlowRun, given: argparse.Namespace) -> State[Any] | None:
    """The end of a run that is under way to Prefect, though its process has gone.

    Who is killed, or loses the API, cannot tell of its end: Prefect waits for ever.
    """
    if flow_run.state_type is None or flow_run.state_type.value in STATUS_OF_STATE:
        return None
    answer = await recorded_answer(given)
    fields = answer.get("fields", {})
    # Else it is retried, and the process that has gone is one of an earlier execution.
    is_current = fields.get(f"{ENGINE}-execution") == str(flow_run.run_count)
    if not is_current or not is_gone(fields):
        return None
    state = state_at_the_end(answer)
    async with get_client() as client:
        await client.set_flow_run_state(flow_run.id, state, force=True)
        for task_run in await unfinished_task_runs(client, flow_run):
            lost = Crashed(State[Any], message="The process of the run has gone")
            await client.set_task_run_state(task_run.id, lost, force=True)
    return state


async def unfinished_task_runs(
    client: PrefectClient, flow_run: FlowRun
) -> list[TaskRun]:
    under_way = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]
    return await client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id])),
        task_run_filter=TaskRunFilter(
            state=TaskRunFilterState(type=TaskRunFilterStateType(any_=under_way))
        ),
    )


def state_at_the_end(answer: dict[str, Any]) -> State[Any]:
    told = "as Metaflow knows: the process of the run has gone"
    match status_of(answer):
        case "SUCCEEDED":
            return Completed(State[Any], message=f"It has succeeded, {told}")
        case "CANCELLED":
            return Cancelled(State[Any], message=f"It was cancelled, {told}")
        case _ if answer["fields"][f"{ENGINE}-status"] == "FAILED":
            return Failed(State[Any], message=f"It has failed, {told}")
        case _:
            return Crashed(State[Any], message="The process of the run was killed")
