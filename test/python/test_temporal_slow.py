"""Workflow code on a machine that is slow, or busy with something else."""

from pathlib import Path

from temporalio.api.enums.v1 import EventType

from recorded import histories
from running import run_generated
from temporal_files import compile_flow, environment

TASK_FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
SLOWLY = """
        with workflow.unsafe.sandbox_unrestricted():
            __import__("time").sleep({seconds})
"""


def slowed(file: Path, seconds: float) -> Path:
    """The workflow now takes so long over the end of each task."""
    text, line = file.read_text(), "        self.done[task.step] += 1\n"
    assert text.count(line) == 1
    file.write_text(text.replace(line, line + SLOWLY.format(seconds=seconds)))
    return file


def test_slow_is_no_deadlock(tmp_path: Path, address: str) -> None:
    """The SDK's patience, which is 2 s, is none of the workflow's."""
    file = slowed(compile_flow(tmp_path, "foreach"), 2.5)
    run_id, _ = run_generated(tmp_path, file, **environment(address))
    [history] = histories(address, run_id)
    assert not [each for each in history.events if each.event_type == TASK_FAILED]
