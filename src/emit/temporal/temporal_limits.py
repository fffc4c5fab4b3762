"""How much one workflow holds, and what tells the histories of one program apart."""

from __future__ import annotations

import datetime

from program import PROGRAM, WORKFLOW
from settings import STEPS

# To change any of these numbers, or what a verb asks of Temporal and when, is to break
# the runs that are under way: a new protocol keeps them with their old workers.
PROTOCOL = 2
VERSION = f"{PROTOCOL}-{PROGRAM}"
PART_TYPE = f"{WORKFLOW}.part"
OPEN_ACTIVITIES = (100, 1000)  # of one workflow, at least and at most
OPEN_PARTS = 10
# Of one workflow's history. Temporal's limit is 51,200, but a worker that takes over
# a run has to replay all of it within the time of one workflow task.
EVENTS = 8_000
EVENTS_OF_TASK = 6  # at most: its activity has three, a workflow task three more
WORKFLOW_TASK = datetime.timedelta(seconds=30)
PART_SIZE = 500  # items of a foreach that one child workflow runs
PARTS = 200  # children of one foreach, each of which may have as many


def events_of_item(foreach: str) -> int:
    """Of all steps that one item of a foreach may run, up to the join."""
    depths, ahead = {}, [(step, 1) for step in STEPS[foreach]["next"]]
    while ahead:
        step, depth = ahead.pop()
        kind = STEPS[step]["type"]
        depth -= kind == "join"
        if depth and step not in depths:
            depths[step] = depth
            inner = depth + (kind in ("split", "foreach"))
            ahead += [(following, inner) for following in STEPS[step]["next"]]
    return EVENTS_OF_TASK * len(depths)
