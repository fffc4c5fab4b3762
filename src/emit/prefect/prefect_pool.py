"""What a work pool is told of a deployment: where the file is, and what it needs."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import WorkPool

from tasks import RunFailed


def pull_steps(given: argparse.Namespace) -> list[dict[str, Any]]:
    step = "prefect.deployments.steps.set_working_directory"
    directory = given.directory or str(Path(__file__).resolve().parent)
    return [{step: {"directory": directory}}]


def job_variables(
    given: argparse.Namespace,
    environment: dict[str, str],
    pool: WorkPool | None,
    steps: dict[str, Any],
) -> dict[str, Any]:
    """Those of the command line, before what the steps ask for by `@resources`."""
    said = dict[str, Any]()
    for pair in given.job_variable:
        name, _, text = pair.partition("=")
        try:
            said[name] = json.loads(text)
        except ValueError:
            said[name] = text
    if given.image:
        said["image"] = given.image
    asked = room(pool.type, steps) if pool else {}
    return {**asked, **said, "env": {**(said.get("env") or {}), **environment}}


def check_pool(given: argparse.Namespace, pool: WorkPool) -> None:
    variables = pool.base_job_template.get("variables", {}).get("properties", {})
    if "image" not in variables:
        if given.image:
            raise RunFailed(
                f"Work pool {pool.name} of type {pool.type} makes no containers: "
                "--image is for a pool that does"
            )
    elif not given.directory:
        raise RunFailed(
            f"Work pool {pool.name} of type {pool.type} runs flows in containers: "
            "--directory PATH is needed, where the image has this file and the flow"
        )


def room(pool_type: str, steps: dict[str, Any]) -> dict[str, Any]:
    """What the largest step asks for, by the names and in the units of the pool.

    All steps of a run are processes of one container.
    """

    cpu, megabytes = (most(steps, name) for name in ("cpu", "memory"))
    whole = math.ceil(megabytes)
    cpus, memory = dict[str, Any](), dict[str, Any]()
    match pool_type:
        case "docker":
            memory = {"mem_limit": f"{whole}m"}
        case "kubernetes":
            cpus, memory = {"cpu_request": f"{cpu:g}"}, {"memory_request": f"{whole}Mi"}
        case "ecs":
            cpus, memory = {"cpu": math.ceil(cpu * 1024)}, {"memory": whole}
        case "azure-container-instance":
            cpus, memory = {"cpu": cpu}, {"memory": round(megabytes / 1024, 2)}
        case "cloud-run" | "cloud-run-v2":
            cpus, memory = (
                {"cpu": f"{math.ceil(cpu * 1000)}m"},
                {"memory": f"{whole}Mi"},
            )
    return {**(cpus if cpu else {}), **(memory if megabytes else {})}


def most(steps: dict[str, Any], name: str) -> float:
    return max(float(step["resources"].get(name, 0)) for step in steps.values())
