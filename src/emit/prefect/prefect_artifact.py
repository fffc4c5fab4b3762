"""What Prefect shows of a Metaflow run beside its task runs; it never fails a run."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from prefect import artifacts, get_client
from prefect.runtime import flow_run as this_flow_run

from settings import FLOW_NAME
from tasks import Task

PATIENCE = 10  # seconds


async def publish(
    run_id: str, attempts: Mapping[str, int], finished: Mapping[str, Task]
) -> None:
    """One artifact a run: what was made, and how to get it."""
    pathspec = f"{FLOW_NAME}/{run_id}"
    lines = [f"## {pathspec}", "", "```python", "from metaflow import Run, namespace"]
    lines += ["", "namespace(None)", f"run = Run({pathspec!r})", "```", ""]
    lines += ["| task | attempts | artifacts |", "|---|---|---|"]
    for path in {**finished, **attempts}:
        task = finished.get(path)
        names = ", ".join(task.artifacts) if task else "*not finished*"
        lines.append(f"| `{path}` | {attempts.get(path, 0)} | {names} |")
    publishing = artifacts.acreate_markdown_artifact(
        "\n".join(lines),
        key=re.sub(r"[^a-z0-9]+", "-", FLOW_NAME.lower()),
        description=f"Metaflow run {pathspec}",
    )
    with contextlib.suppress(Exception):
        await asyncio.wait_for(publishing, PATIENCE)


async def tag_this_run(tags: Iterable[str]) -> None:
    """The tags that the command line said; those of `prefect.tags` go to tasks, too."""
    run_id: Any = this_flow_run.id
    with contextlib.suppress(Exception):
        async with get_client() as client:
            updating = client.update_flow_run(run_id, tags=[*this_flow_run.tags, *tags])
            await asyncio.wait_for(updating, PATIENCE)
