"""Deployments of a flow: what Prefect's workers, or this machine, run when asked to."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from prefect import Flow as PrefectFlow
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import WorkPool
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL, PREFECT_DEFAULT_WORK_POOL_NAME
from prefect.utilities.urls import url_for

from command_line import (
    CommandLine,
    add_execution_options,
    add_metaflow_options,
    add_parameters,
    run_options,
)
from direct import checked_flow, described
from options import RunOptions
from prefect_input import said_arguments
from prefect_pool import check_pool, job_variables, pull_steps
from prefect_source import source_line
from settings import ENGINE, FLOW_NAME, FLOW_SHA256, TAGS
from tasks import Result, RunFailed

RUN_OPTIONS = "METAFLOW_TRANSPILE_RUN_OPTIONS"  # of deployed runs: RunOptions as JSON
DIRECTORY = "METAFLOW_TRANSPILE_DIRECTORY"  # of served runs: where `serve` was called
DEFAULT_NAME = "default"  # of a deployment, where @project gives none


def add_deployment_words(line: CommandLine) -> None:
    deploy = line.word("deploy", "register a deployment, for workers to run")
    add_deployment_options(deploy)
    deploy.add_argument("--work-pool", metavar="NAME", help="that runs it")
    deploy.add_argument("--work-queue", metavar="NAME", help="of the work pool")
    deploy.add_argument("--image", help="of the containers, for a pool that makes some")
    deploy.add_argument(
        "--directory",
        metavar="PATH",
        help="where workers find this file, and steps run (default: where it is here)",
    )
    deploy.add_argument(
        "--job-variable",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="of the work pool's job template; VALUE is JSON or text",
    )
    deploy.add_argument(
        "--prefect-yaml",
        metavar="FILE",
        help="write what `prefect deploy` reads, and register nothing",
    )
    deploy.add_argument("--json", action="store_true")
    serve = line.word("serve", "execute triggered runs on this machine, until stopped")
    add_deployment_options(serve)
    trigger = line.word("trigger", "start a run of a deployment, and return at once")
    trigger.add_argument("--name", help="of the deployment")
    trigger.add_argument("--run-id-file", metavar="FILE", help="write the run id there")
    trigger.add_argument("--json", action="store_true")
    trigger.add_argument("--tag", action="append", default=[], help="of the flow run")
    add_parameters(trigger)
    add_metaflow_options(trigger)


def add_deployment_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", help="of the deployment")
    parser.add_argument(
        "--concurrency-limit", type=int, metavar="N", help="runs of it at once"
    )
    add_execution_options(parser)


@dataclasses.dataclass(frozen=True)
class Deployment:
    """What both ways to deploy say of a flow."""

    name: str
    entrypoint: str
    version: str
    description: str
    tags: list[str]
    environment: dict[str, str]

    @classmethod
    def of(
        cls, flow: PrefectFlow[..., Any], given: argparse.Namespace, project: str | None
    ) -> Deployment:
        options = run_options(given)
        return cls(
            name=name_of(given, project),
            entrypoint=f"{Path(__file__).name}:{flow.fn.__name__}",
            version=FLOW_SHA256[:12],
            description="\n\n".join(filter(None, [flow.description, source_line()])),
            tags=list(dict.fromkeys([*TAGS, *options.tags])),
            environment={RUN_OPTIONS: packed(options)},
        )


def packed(options: RunOptions) -> str:
    default = dataclasses.asdict(RunOptions())
    said = dataclasses.asdict(options).items()
    return json.dumps({key: value for key, value in said if value != default[key]})


def deployed_options() -> RunOptions:
    """What the deployment says of its runs; nothing for a flow that is called."""
    # Prefect has changed to the folder of this file.
    if directory := os.environ.get(DIRECTORY):
        os.chdir(directory)
    said = json.loads(os.environ.get(RUN_OPTIONS, "{}"))
    for name in ("parameters", "metaflow_options", "tags"):
        said[name] = tuple(said.get(name, ()))
    return RunOptions(**said)


def name_of(given: argparse.Namespace, project: str | None) -> str:
    """Under @project that of its branch, so that branches do not meet."""
    branch = (project or "").removesuffix(f".{FLOW_NAME}")
    return str(given.name or branch or DEFAULT_NAME)


async def deploy_flow(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:
    about = await described(given)
    deployment = Deployment.of(flow, given, about["project"])
    pool = given.work_pool or PREFECT_DEFAULT_WORK_POOL_NAME.value()
    if pool is None:
        raise RunFailed(
            "--work-pool is needed, for whose workers would run it? To make one here:\n"
            "  prefect work-pool create --type process NAME\n"
            "Without workers: serve"
        )
    environment, steps = deployment.environment, about["steps"]
    if given.prefect_yaml:
        variables = job_variables(given, environment, None, steps)
        write_yaml(given, deployment, pool, variables)
        return 0
    api = configured_api()
    async with get_client() as client:
        found = await work_pool(client, pool)
        if found:
            check_pool(given, found)
        try:
            deployment_id = await client.create_deployment(
                flow_id=await client.create_flow_from_name(flow.name),
                name=deployment.name,
                version=deployment.version,
                description=deployment.description,
                tags=deployment.tags,
                entrypoint=deployment.entrypoint,
                pull_steps=pull_steps(given),
                work_pool_name=pool,
                work_queue_name=given.work_queue,
                job_variables=job_variables(given, environment, found, steps),
                concurrency_limit=given.concurrency_limit,
                parameter_openapi_schema=flow.parameters.model_dump(exclude_unset=True),
                enforce_parameter_schema=True,
            )
        except PrefectHTTPStatusError as fault:
            raise RunFailed(
                f"{refusal(fault)}\n"
                f"To make a work pool: prefect work-pool create --type process {pool}"
            ) from None
    url = url_for("deployment", obj_id=deployment_id) or api
    full_name = f"{flow.name}/{deployment.name}"
    result = {"name": full_name, "id": str(deployment_id), "url": url}
    told = f"{full_name}: {url}\nTo run it: python {sys.argv[0]} trigger"
    print(json.dumps(result) if given.json else told)
    return 0


async def work_pool(client: PrefectClient, name: str) -> WorkPool | None:
    try:
        return await client.read_work_pool(name)
    except ObjectNotFound:
        return None  # which will be said when something is deployed to it


def write_yaml(
    given: argparse.Namespace,
    deployment: Deployment,
    pool: str,
    variables: dict[str, Any],
) -> None:
    import yaml

    work_pool = {"name": pool, "job_variables": variables}
    if given.work_queue:
        work_pool["work_queue_name"] = given.work_queue
    entry = {
        "name": deployment.name,
        "version": deployment.version,
        "description": deployment.description,
        "tags": deployment.tags,
        "entrypoint": deployment.entrypoint,
        "concurrency_limit": given.concurrency_limit,
        "pull": pull_steps(given),
        "work_pool": work_pool,
    }
    project = {"name": FLOW_NAME, "deployments": [entry]}
    path = Path(given.prefect_yaml)
    draft = path.with_name(f"{path.name}.tmp")
    draft.write_text(yaml.safe_dump(project, sort_keys=False, allow_unicode=True))
    draft.replace(path)
    print(f"To register it: prefect deploy --all --prefect-file {path}")


def serve_flow(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:
    """Prefect's own loop; each run is a process that loads this file anew."""
    configured_api()
    project = asyncio.run(described(given))["project"]
    deployment = Deployment.of(flow, given, project)
    os.environ.update({**deployment.environment, DIRECTORY: os.getcwd()})
    served: Any = PrefectFlow.from_source(
        str(Path(__file__).resolve().parent), deployment.entrypoint
    )
    served.serve(
        name=deployment.name,
        version=deployment.version,
        description=deployment.description,
        tags=deployment.tags,
        limit=given.max_workers,
        global_limit=given.concurrency_limit,
    )
    return 0


async def trigger_run(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:
    api = configured_api()
    project = (await checked_flow(given))["project"]
    full_name = f"{flow.name}/{name_of(given, project)}"
    async with get_client() as client:
        try:
            deployment = await client.read_deployment_by_name(full_name)
            flow_run = await client.create_flow_run_from_deployment(
                deployment.id, parameters=said_arguments(given), tags=given.tag
            )
        except ObjectNotFound:
            raise RunFailed(
                f"{api} has no deployment {full_name}; to make it: "
                f"python {sys.argv[0]} deploy, or serve"
            ) from None
        except PrefectHTTPStatusError as fault:
            raise RunFailed(refusal(fault)) from None
    run_id = f"{ENGINE}-{flow_run.id}"
    if given.run_id_file:
        Path(given.run_id_file).write_text(run_id)
    pathspec, url = f"{FLOW_NAME}/{run_id}", url_for(flow_run) or api
    result = {"pathspec": pathspec, "id": str(flow_run.id), "url": url}
    print(json.dumps(result) if given.json else f"{pathspec}\n{url}")
    return 0


def refusal(fault: PrefectHTTPStatusError) -> str:
    try:
        reason = fault.response.json()["detail"]
    except (ValueError, LookupError, TypeError):
        reason = fault
    return f"Prefect refuses: {reason}"


def configured_api() -> str:
    if url := PREFECT_API_URL.value():
        return str(url)
    raise RunFailed(
        "No Prefect API is configured: set PREFECT_API_URL, or a profile with\n"
        "  prefect config set PREFECT_API_URL=http://127.0.0.1:4200/api\n"
        "where a server runs, as by prefect server start"
    )


def answered(work: Coroutine[Any, Any, Result]) -> Result:
    """An API that is not there is told of, without a traceback."""
    import httpx

    try:
        return asyncio.run(work)
    except httpx.TransportError as fault:
        api = PREFECT_API_URL.value()
        raise RunFailed(f"Prefect's API at {api} does not answer: {fault}") from None
