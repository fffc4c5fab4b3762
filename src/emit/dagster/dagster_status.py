"""How a run stands: by Dagster's record, else by Metaflow's."""

from __future__ import annotations

import argparse
import asyncio
import os

import dagster as dg

from direct import recorded_status
from settings import ENGINE

STATUS_OF_DAGSTER = {
    "QUEUED": "PENDING",
    "NOT_STARTED": "PENDING",
    "STARTING": "PENDING",
    "SUCCESS": "SUCCEEDED",
    "FAILURE": "FAILED",
    "CANCELED": "CANCELLED",
}


def status_of_run(given: argparse.Namespace) -> str | None:
    status = status_in_instance(given.run_id.removeprefix(f"{ENGINE}-"))
    if status in (None, "PENDING", "RUNNING"):
        status = asyncio.run(recorded_status(given)) or status
    return status


def status_in_instance(dagster_run_id: str) -> str | None:
    if not os.environ.get("DAGSTER_HOME"):
        return None
    with dg.DagsterInstance.get() as instance:
        run = instance.get_run_by_id(dagster_run_id)
        return STATUS_OF_DAGSTER.get(run.status.value, "RUNNING") if run else None
