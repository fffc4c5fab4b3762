"""The target without an engine: the run is this process."""

import asyncio
import sys

from command_line import CommandLine, report
from direct import Flow, recorded_status, run_here, tell_status
from tasks import RunFailed


def main(flow: Flow) -> int:
    given = CommandLine().parse(sys.argv[1:])
    if given.word == "status":
        try:
            return tell_status(given, asyncio.run(recorded_status(given)))
        except RunFailed as failure:
            report(failure)
            return 1
    return run_here(flow, given)
