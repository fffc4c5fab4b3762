"""The command line of a flow on Dagster."""

from __future__ import annotations

import argparse
import sys

import dagster as dg

from command_line import CommandLine, report
from dagster_here import run_job_here
from dagster_status import status_of_run
from direct import tell_status
from tasks import RunFailed


def main(job: dg.JobDefinition) -> int:
    given = command_line().parse(sys.argv[1:])
    try:
        if given.word == "status":
            return tell_status(given, status_of_run(given))
        return run_job_here(job, given)
    except RunFailed as failure:
        report(failure)
        return 1


def command_line() -> CommandLine:
    line = CommandLine()
    for word in ("run", "resume"):
        add_run_options_of_dagster(line.words.choices[word])
    return line


def add_run_options_of_dagster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--executor",
        choices=("threads", "multiprocess", "in_process"),
        default="threads",
        help="of the ops (default: %(default)s)",
    )
    parser.add_argument(
        "--instance",
        action="store_true",
        help="keep a record in DAGSTER_HOME; as when that is set",
    )
