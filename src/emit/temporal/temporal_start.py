"""The start of a run, by whoever starts it."""

from __future__ import annotations

import os
import secrets
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from options import RunOptions
from program import WORKFLOW
from settings import ENGINE, FLOW_FILE, FLOW_NAME
from temporal_orders import RunOutcome
from temporal_visibility import attributes_of_flow
from temporal_workflow import VERSION, FlowWorkflow

Handle = WorkflowHandle[Any, RunOutcome]


async def start_run(
    client: Client,
    name: str,
    queue: str,
    parameters: dict[str, Any],
    options: RunOptions,
) -> Handle:
    """Starts a run, or fails where one of this name has been started."""
    return await client.start_workflow(
        FlowWorkflow.run,
        args=[parameters, options, VERSION],
        id=name,
        task_queue=queue,
        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        search_attributes=await attributes_of_flow(client),
        static_summary=f"{FLOW_NAME} of {FLOW_FILE.name}",
    )


def new_id() -> str:
    """Of a workflow, for people to tell it from others."""
    return f"{WORKFLOW.lower()}-{secrets.token_hex(4)}"


def run_id_of(handle: Handle) -> str:
    return f"{ENGINE}-{handle.first_execution_run_id}"


def url_of(client: Client, path: str) -> str:
    """In Temporal's UI, which stands beside a development server."""
    host, _, port = client.service_client.config.target_host.rpartition(":")
    if host.endswith(".tmprl.cloud"):
        host = "https://cloud.temporal.io"
    else:
        host = f"http://{host}:{int(port) + 1000}"
    base = os.environ.get("TEMPORAL_UI_URL", host).rstrip("/")
    return f"{base}/namespaces/{client.namespace}/{path}"
