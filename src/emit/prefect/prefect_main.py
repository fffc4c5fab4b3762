"""The command line of a flow on Prefect."""

from __future__ import annotations

import argparse
import asyncio
import inspect
import sys
from typing import Any

from prefect import Flow as PrefectFlow
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_URL

from command_line import CommandLine, complain, report
from direct import Flow, interruptible, run_here, tell_status
from prefect_api import flow_run_of, prefect_api
from prefect_deploy import (
    add_deployment_words,
    answered,
    deploy_flow,
    serve_flow,
    trigger_run,
)
from prefect_input import said_arguments
from prefect_status import settled, status_of_run
from prefect_version import check_version, why_no_server
from runtime import RunHere
from step_client import StepServer
from tasks import RunFailed


def main(flow: PrefectFlow[..., Any], steps: Flow) -> int:
    command_line = CommandLine()
    for word in ("run", "resume"):
        command_line.words.choices[word].add_argument(
            "--without-prefect", action="store_true", help="with Metaflow alone"
        )
    add_deployment_words(command_line)
    given = command_line.parse(sys.argv[1:])
    try:
        check_version()
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
    is_own_server = not PREFECT_API_URL.value()
    with prefect_api() as api:
        here = RunHere.current = RunHere(given, api.url)
        try:
            asyncio.run(interruptible(execute(flow, here)))
        except (RunFailed, asyncio.CancelledError) as failure:
            here.failure = here.failure or failure
        except Exception as fault:  # of Prefect: ours are states of the flow run
            if is_own_server and here.run is None:
                raise RunFailed(why_no_server(api.why_not or str(fault))) from None
            complain(f"\nPrefect's API at {api.url} has failed: {fault!r}")
            here.failure = here.failure or RunFailed("Prefect has no record of it")
        finally:
            here.patience.cancel()
    return here.tell()


async def execute(flow: PrefectFlow[..., Any], here: RunHere) -> None:
    # Metaflow is loaded while Prefect's API begins the flow run.
    async with StepServer.started(complain) as here.server:
        arguments = said_arguments(here.given)
        if here.options.resume_from:
            origin = await flow_run_of(here.options.resume_from)
            if origin:
                await settled(origin, here.given)
            arguments = origin_arguments(flow, origin, here.options.resume_from)
        running: Any = flow(**arguments, return_state=True)
        await running


def origin_arguments(
    flow: PrefectFlow[..., Any], origin: FlowRun | None, run_id: str
) -> dict[str, Any]:
    """Those of the run that is resumed; Metaflow clones them in any case."""
    arguments = dict[str, Any]()
    for name, parameter in inspect.signature(flow.fn).parameters.items():
        if origin and name in origin.parameters:
            arguments[name] = origin.parameters[name]
        elif parameter.default is inspect.Parameter.empty:
            arguments[name] = None
    return {**arguments, "resume_from": run_id}
