"""How a run stands: by Dagster's record, else by Metaflow's."""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
from collections.abc import Mapping

import dagster as dg

from direct import process_mark, recorded_status
from metaflow_run import dagster_run_id_of
from tasks import RunFailed
from thread_executor import PROCESS_TAG
from webserver import STATUS, ask

DEFAULT_URL = os.environ.get("DAGSTER_WEBSERVER_URL", "http://127.0.0.1:3000")

STATUS_OF_DAGSTER = {
    "QUEUED": "PENDING",
    "NOT_STARTED": "PENDING",
    "STARTING": "PENDING",
    "SUCCESS": "SUCCEEDED",
    "FAILURE": "FAILED",
    "CANCELED": "CANCELLED",
}


def status_of_run(given: argparse.Namespace) -> str | None:
    """By the webserver or the instance that is named, by Metaflow, by a webserver."""
    run_id = dagster_run_id_of(given.run_id)
    if run_id and given.url:
        return status_at(given.url, run_id)
    if run_id and os.environ.get("DAGSTER_HOME") and (status := status_here(run_id)):
        return status
    if status := asyncio.run(recorded_status(given)):
        return status
    try:
        return status_at(DEFAULT_URL, run_id) if run_id else None
    except RunFailed:
        return None


def status_here(run_id: str) -> str | None:
    with dg.DagsterInstance.get() as instance:
        run = instance.get_run_by_id(run_id)
        return known_status(run.status.value, run.tags) if run else None


def status_at(url: str, run_id: str) -> str | None:
    found = ask(url, STATUS, id=run_id)
    if "status" not in found:
        return None
    tags = {tag["key"]: tag["value"] for tag in found["tags"]}
    return known_status(found["status"], tags)


def known_status(status: str, tags: Mapping[str, str]) -> str:
    """Dagster does not notice that the process of a run was killed."""
    known = STATUS_OF_DAGSTER.get(status, "RUNNING")
    process = tags.get(PROCESS_TAG, "").split()
    if known == "RUNNING" and process and process[0] == socket.gethostname():
        is_alive = process_mark(int(process[1])).split() == process
        return known if is_alive else "FAILED"
    return known
