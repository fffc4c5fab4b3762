"""Stands in for the flow that the compiler prints into each file; not bundled."""

from tasks import Run, Task

WORKFLOW: str = "Flow"
PROGRAM: str = ""


async def flow(run: Run) -> Task:
    return run.parameters
