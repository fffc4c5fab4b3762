"""The command line of a flow on Dagster."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import dagster as dg

from command_line import (
    CommandLine,
    add_parameters,
    add_run_options,
    complain,
    report,
    run_options,
)
from dagster_here import run_job_here
from dagster_status import DEFAULT_URL, status_of_run
from direct import tell_status
from metaflow_run import dagster_tags, metaflow_run_id
from parameter_fields import launch_config
from settings import FLOW_NAME
from tasks import RunFailed
from webserver import RELOAD, ask, launch, location_of
from workspace_file import add_to_workspace


def main(job: dg.JobDefinition) -> int:
    given = command_line().parse(sys.argv[1:])
    try:
        match given.word:
            case "status":
                return tell_status(given, status_of_run(given))
            case "deploy":
                return deploy(job, given)
            case "trigger":
                return trigger(job, given)
            case _:
                return run_job_here(job, given)
    except RunFailed as failure:
        report(failure)
        return 1


def command_line() -> CommandLine:
    line = CommandLine()
    for word in ("run", "resume"):
        add_here_options(line.words.choices[word])
    deploying = line.word("deploy", "have Dagster load this file")
    deploying.add_argument(
        "--workspace",
        type=Path,
        default=Path(os.environ.get("DAGSTER_HOME") or ".") / "workspace.yaml",
        metavar="FILE",
        help="in which Dagster is told what to load (default: %(default)s)",
    )
    triggering = line.word("trigger", "start a run where the flow is deployed")
    for parser in (deploying, triggering):
        parser.add_argument("--json", action="store_true")
        add_url(parser, DEFAULT_URL)
    add_run_options(triggering)
    add_parameters(triggering)
    add_url(line.words.choices["status"], None)
    return line


def add_here_options(parser: argparse.ArgumentParser) -> None:
    """Ours, except where a parameter of the flow has the name."""
    taken = parser._option_string_actions
    parser.set_defaults(executor="threads", instance=False)
    if "--executor" not in taken:
        parser.add_argument(
            "--executor",
            choices=("threads", "multiprocess", "in_process"),
            help="of the ops (default: threads)",
        )
    if "--instance" not in taken:
        parser.add_argument(
            "--instance",
            action="store_true",
            help="keep a record in DAGSTER_HOME, as is done whenever that is set",
        )


def add_url(parser: argparse.ArgumentParser, default: str | None) -> None:
    shown = " (default: %(default)s)" if default else ""
    parser.add_argument("--url", default=default, help=f"of Dagster's webserver{shown}")


def deploy(job: dg.JobDefinition, given: argparse.Namespace) -> int:
    """An entry in the workspace, and a webserver that has read it, where one runs."""
    workspace = given.workspace.resolve()
    add_to_workspace(workspace, Path(__file__).resolve())
    try:
        ask(given.url, RELOAD)
    except RunFailed as failure:
        report(failure)
        complain(f"It is in {workspace}, for `dagster dev -w {workspace}`")
        url = None
    else:
        location, _ = location_of(given.url, job.name)
        url = f"{given.url.rstrip('/')}/locations/{location}/jobs/{job.name}"
    tell({"name": job.name, "id": str(workspace), "url": url}, given.json)
    return 0


def trigger(job: dg.JobDefinition, given: argparse.Namespace) -> int:
    tags = dagster_tags(run_options(given))
    run_id = launch(given.url, job.name, launch_config(given), tags)
    pathspec = f"{FLOW_NAME}/{metaflow_run_id(run_id)}"
    url = f"{given.url.rstrip('/')}/runs/{run_id}"
    if given.run_id_file:
        Path(given.run_id_file).write_text(metaflow_run_id(run_id))
    tell({"pathspec": pathspec, "id": run_id, "url": url}, given.json)
    return 0


def tell(result: dict[str, str | None], as_json: bool) -> None:
    print(json.dumps(result) if as_json else "\n".join(filter(None, result.values())))
