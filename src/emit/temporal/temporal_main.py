"""The command line of a flow on Temporal."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowQueryFailedError,
)
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from command_line import (
    CommandLine,
    add_parameters,
    add_run_options,
    complain,
    report,
)
from direct import checked_flow, recorded_status, run_here, tell_status
from program import WORKFLOW, flow
from settings import ENGINE, FLOW_FILE, FLOW_NAME, MAX_WORKERS, STEPS
from tasks import RunFailed
from temporal_api import connected, execution_of, refused
from temporal_input import input_of
from temporal_orders import Progress
from temporal_run import run_on_temporal
from temporal_start import new_id, run_id_of, start_run, url_of
from temporal_visibility import ATTRIBUTES, add_attributes
from temporal_worker import DRAIN, QUEUES, TASK_QUEUE, serve_runs
from temporal_workflow import FlowWorkflow

STATUS_OF_EXECUTION = {
    WorkflowExecutionStatus.RUNNING: "RUNNING",
    WorkflowExecutionStatus.CONTINUED_AS_NEW: "RUNNING",
    WorkflowExecutionStatus.COMPLETED: "SUCCEEDED",
    WorkflowExecutionStatus.CANCELED: "CANCELLED",
    WorkflowExecutionStatus.TERMINATED: "CANCELLED",
    WorkflowExecutionStatus.FAILED: "FAILED",
    WorkflowExecutionStatus.TIMED_OUT: "FAILED",
}
UNTOUCHED = 2  # events: no worker has seen it yet
QUERY_PATIENCE = 3  # seconds, for a worker to tell how far a run is


def main() -> int:
    given = command_line().parse(sys.argv[1:])
    if given.word in ("run", "resume") and given.without_temporal:
        return run_here(flow, given)
    words = {
        "run": run_on_temporal,
        "resume": run_on_temporal,
        "status": tell_progress,
        "trigger": trigger_run,
        "deploy": deploy_flow,
    }
    try:
        status = asyncio.run(words.get(given.word, serve_runs)(given))
    except (RunFailed, RPCError) as failure:
        report(refused(failure) if isinstance(failure, RPCError) else failure)
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # an orderly exit may abort in native threads of Temporal's


def command_line() -> CommandLine:
    line = CommandLine()
    for word in ("run", "resume"):
        line.words.choices[word].add_argument(
            "--without-temporal", action="store_true", help="with Metaflow alone"
        )
    deploy = line.word("deploy", "prepare the namespace, and say how to serve")
    deploy.add_argument("--json", action="store_true")
    add_queue(deploy)
    trigger = line.word("trigger", "start a run on the workers, and return at once")
    trigger.add_argument("--json", action="store_true")
    trigger.add_argument(
        "--id", metavar="NAME", help="of the workflow; the same one never starts twice"
    )
    add_queue(trigger)
    add_run_options(trigger)
    add_parameters(trigger)
    for word in ("worker", "serve"):
        worker = line.word(word, "execute the runs that are triggered, until stopped")
        worker.add_argument(
            "--queue",
            action="append",
            choices=QUEUES,
            help="take part in these only: steps with @resources(gpu=...), or the rest",
        )
        worker.add_argument(
            "--max-workers",
            type=int,
            default=MAX_WORKERS,
            metavar="N",
            help="tasks that run at once here (default: %(default)s)",
        )
        worker.add_argument(
            "--shutdown",
            type=float,
            default=DRAIN,
            metavar="SECONDS",
            help="that running tasks have after SIGTERM (default: %(default)s)",
        )
        add_queue(worker)
    return line


def add_queue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--task-queue",
        default=TASK_QUEUE,
        metavar="NAME",
        help="of Temporal's (default: %(default)s)",
    )


async def deploy_flow(given: argparse.Namespace) -> int:
    """Workers say themselves what they serve; runs are to be found by their names."""
    client = await connected()
    if not await add_attributes(client):
        attributes = " and ".join(ATTRIBUTES)
        complain(f"Search attributes {attributes} cannot be added to this namespace")
    url = url_of(client, f"workflows?query=WorkflowType%3D%22{quote(WORKFLOW)}%22")
    result = {"name": WORKFLOW, "id": given.task_queue, "url": url}
    if given.json:
        print(json.dumps(result))
    else:
        print(f"Temporal is there: {url}\nTo serve it: python {sys.argv[0]} worker")
    return 0


async def trigger_run(given: argparse.Namespace) -> int:
    parameters, options = input_of(given)
    client, _ = await asyncio.gather(connected(), flow_fits(given))
    name = given.id or new_id()
    try:
        handle = await start_run(client, name, given.task_queue, parameters, options)
        run_id = run_id_of(handle)
    except WorkflowAlreadyStartedError as earlier:
        complain(f"{name} has been started before")
        run_id = f"{ENGINE}-{earlier.run_id}"
    if given.run_id_file:
        Path(given.run_id_file).write_text(run_id)
    pathspec, url = f"{FLOW_NAME}/{run_id}", url_of(client, f"workflows/{name}")
    result = {"pathspec": pathspec, "id": name, "url": url}
    print(json.dumps(result) if given.json else f"{pathspec}\n{url}")
    return 0


async def flow_fits(given: argparse.Namespace) -> None:
    """Where the flow is at hand; else the workers, who have it, will say."""
    if FLOW_FILE.exists():
        await checked_flow(given)


async def tell_progress(given: argparse.Namespace) -> int:
    """By Temporal, or Metaflow, as for a run on a server that ended with it."""
    try:
        client = await connected()
        execution = await execution_of(client, given.run_id)
    except (RunFailed, RPCError):
        execution = None
    if execution is None or execution.status is None:
        return tell_status(given, await recorded_status(given))
    status = STATUS_OF_EXECUTION[execution.status]
    result: dict[str, Any] = {
        "status": status,
        "pathspec": f"{FLOW_NAME}/{given.run_id}",
        "id": execution.id,
        "url": url_of(client, f"workflows/{execution.id}"),
    }
    if status == "RUNNING" and execution.task_queue == execution.id:
        # Its worker was the process that began it: was that killed, Metaflow knows.
        result["status"] = await recorded_status(given) or status
    elif status == "RUNNING" and execution.history_length <= UNTOUCHED:
        result["status"] = "PENDING"
    if result["status"] == "RUNNING":
        result["progress"] = await progress_of(client, execution.id)
    if given.json:
        print(json.dumps(result))
        return 0
    for step, counts in result.get("progress", {}).items():
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        print(f"{step}: {told}")
    print(f"{result['pathspec']}: {result['status']}")
    return 0


async def progress_of(client: Client, workflow_id: str) -> Progress:
    """Of a run and its parts, as workers tell it; nothing where there are none."""
    counts = dict[str, Counter[str]]()
    query = f"RootWorkflowId = '{workflow_id}' AND ExecutionStatus = 'Running'"
    patience = datetime.timedelta(seconds=QUERY_PATIENCE)
    with contextlib.suppress(RPCError, WorkflowQueryFailedError):
        async for each in client.list_workflows(query):
            handle = client.get_workflow_handle(each.id)
            told = await handle.query(FlowWorkflow.progress, rpc_timeout=patience)
            for step, states in told.items():
                counts.setdefault(step, Counter()).update(states)
    return {step: dict(counts[step]) for step in STEPS if step in counts}
