"""Dagster as the engine: a job whose ops run Metaflow's tasks."""

from __future__ import annotations

from collections.abc import Callable

import dagster as dg

from metaflow_run import metaflow_resource
from op_names import op_name
from settings import FLOW_NAME, WORKFLOW_TIMEOUT
from thread_executor import chosen_executor


def graph_of(draw: Callable[[], None], name: str) -> dg.GraphDefinition:
    return dg.graph(name=op_name(name), description=draw.__doc__)(draw)


def job_of(
    graph: dg.GraphDefinition,
    executor: dg.ExecutorDefinition | None = None,
    metaflow: dg.ResourceDefinition = metaflow_resource,
) -> dg.JobDefinition:
    """The job of a flow; the command line makes it anew, around its own run."""
    tags = {"metaflow/flow": FLOW_NAME}
    if WORKFLOW_TIMEOUT:
        tags["dagster/max_runtime"] = str(WORKFLOW_TIMEOUT)
    return graph.to_job(
        tags=tags,
        executor_def=executor or chosen_executor(),
        resource_defs={"metaflow": metaflow},
    )
