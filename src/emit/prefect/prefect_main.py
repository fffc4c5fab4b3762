"""The command line of a flow on Prefect."""

from __future__ import annotations

import argparse
import asyncio
import inspect
import sys
from typing import Any

from prefect import Flow as PrefectFlow

from command_line import CommandLine, complain, report
from direct import Flow, interruptible, recorded_status, run_here, tell_status
from prefect_api import flow_run_id_of, flow_run_of, prefect_api
from prefect_deploy import (
    add_deployment_words,
    answered,
    deploy_flow,
    serve_flow,
    trigger_run,
)
from prefect_input import said_arguments
from runtime import RunHere
from step_client import StepServer
from tasks import RunFailed

STATUS_OF_STATE = {
    "SCHEDULED": "PENDING",
    "PENDING": "PENDING",
    "COMPLETED": "SUCCEEDED",
    "FAILED": "FAILED",
    "CRASHED": "FAILED",
    "CANCELLED": "CANCELLED",
}


def main(flow: PrefectFlow[..., Any], steps: Flow) -> int:
    command_line = CommandLine()
    for word in ("run", "resume"):
        command_line.words.choices[word].add_argument(
            "--without-prefect", action="store_true", help="with Metaflow alone"
        )
    add_deployment_words(command_line)
    given = command_line.parse(sys.argv[1:])
    try:
        match given.word:
            case "status":
                return tell_status(given, status_of_run(given))
            case "deploy":
                return answered(deploy_flow(flow, given))
            case "trigger":
                return answered(trigger_run(flow, given))
            case "serve":
                return serve_flow(flow, given)
        if given.without_prefect:
            return run_here(steps, given)
        return run_with_prefect(flow, given)
    except RunFailed as failure:
        report(failure)
        return 1


def run_with_prefect(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:
    with prefect_api() as url:
        here = RunHere.current = RunHere(given, url)
        try:
            asyncio.run(interruptible(execute(flow, here)))
        except (RunFailed, asyncio.CancelledError) as failure:
            here.failure = here.failure or failure
        except Exception as fault:  # of Prefect: ours are states of the flow run
            complain(f"\nPrefect's API at {url} has failed: {fault!r}")
            here.failure = here.failure or RunFailed("Prefect has no record of it")
    here.patience.cancel()
    return here.tell()


async def execute(flow: PrefectFlow[..., Any], here: RunHere) -> None:
    # Metaflow is loaded while Prefect's API begins the flow run.
    async with StepServer.started(complain) as here.server:
        arguments = said_arguments(here.given)
        if here.options.resume_from:
            arguments = await origin_arguments(flow, here.options.resume_from)
        running: Any = flow(**arguments, return_state=True)
        await running


async def origin_arguments(flow: PrefectFlow[..., Any], run_id: str) -> dict[str, Any]:
    """Those of the run that is resumed; Metaflow clones them in any case."""
    origin = await flow_run_of(run_id)
    arguments = dict[str, Any]()
    for name, parameter in inspect.signature(flow.fn).parameters.items():
        if origin and name in origin.parameters:
            arguments[name] = origin.parameters[name]
        elif parameter.default is inspect.Parameter.empty:
            arguments[name] = None
    return {**arguments, "resume_from": run_id}


def status_of_run(given: argparse.Namespace) -> str | None:
    """By Prefect; what it leaves open, as of a killed run, Metaflow knows."""
    status = None
    if flow_run_id_of(given.run_id):
        with prefect_api():
            flow_run = asyncio.run(flow_run_of(given.run_id))
        if flow_run and flow_run.state_type:
            status = STATUS_OF_STATE.get(flow_run.state_type.value, "RUNNING")
    if status in (None, "PENDING", "RUNNING"):
        status = asyncio.run(recorded_status(given)) or status
    return status
