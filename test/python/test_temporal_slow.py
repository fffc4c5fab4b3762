"""Workflow code on a machine that is slow, or busy with something else."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory

from running import run_generated
from temporal_files import compile_flow, environment, temporal_server

TASK_FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
SLOWLY = """
        with workflow.unsafe.sandbox_unrestricted():
            __import__("time").sleep({seconds})
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with temporal_server() as address:
        yield address


def slowed(file: Path, seconds: float) -> Path:
    """The workflow now takes so long over the end of each task."""
    text, line = file.read_text(), "        self.done[task.step] += 1\n"
    assert text.count(line) == 1
    file.write_text(text.replace(line, line + SLOWLY.format(seconds=seconds)))
    return file


async def history(address: str, run_id: str) -> WorkflowHistory:
    client = await Client.connect(address)
    own = run_id.removeprefix("temporal-")
    async for found in client.list_workflows(f"RunId = '{own}'"):
        return await client.get_workflow_handle(found.id).fetch_history()
    raise AssertionError(f"Temporal does not know {run_id}")


def test_slow_is_no_deadlock(tmp_path: Path, address: str) -> None:
    """The SDK's patience, which is 2 s, is none of the workflow's."""
    file = slowed(compile_flow(tmp_path, "foreach"), 2.5)
    run_id, _ = run_generated(tmp_path, file, **environment(address))
    events = asyncio.run(history(address, run_id)).events
    assert not [each for each in events if each.event_type == TASK_FAILED]
