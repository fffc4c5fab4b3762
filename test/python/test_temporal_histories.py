"""Histories of runs: they replay, stay within limits, and keep to their own program."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from compiling import compile_file
from recorded import histories, load, replay, with_events
from running import run_generated, run_natively, snapshot
from shapes import FLOWS
from temporal_files import (
    compile_flow,
    environment,
    id_of,
    start_worker,
    status,
    trigger,
    wait_for_success,
)

CONTINUED_AS_NEW = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
HISTORIES = Path(__file__).with_name("histories")


@pytest.mark.parametrize(
    ("name", "foreach", "steps"),
    [
        ("squares", "start", ["work"]),
        ("nested", "start", ["o", "i", "ij"]),
        ("nested", "o", ["i"]),
        ("split_in_foreach", "start", ["body", "p", "q", "sj"]),
    ],
)
def test_events_of_an_item(
    tmp_path: Path, name: str, foreach: str, steps: list[str]
) -> None:
    """All that it may run, and none of what comes after its join."""
    module = load(compile_flow(tmp_path, name))
    expected = len(steps) * module.EVENTS_OF_TASK
    assert module.events_of_item(foreach) == expected


@pytest.mark.parametrize("name", ["recursive_in_foreach", "nested"])
def test_parts_of_a_long_run(tmp_path: Path, address: str, name: str) -> None:
    """As if histories held next to nothing: child workflows, and new executions."""
    file = with_events(compile_flow(tmp_path, name), 15)
    run_id, done = run_generated(tmp_path, file, **environment(address))
    native = run_natively(tmp_path, name)
    flow = done.stdout.partition(" | ")[0]
    ours = snapshot(tmp_path, f"{flow}/{run_id}")
    assert ours["tasks"] == snapshot(tmp_path, f"{flow}/{native}")["tasks"]
    recorded = histories(address, run_id)
    assert len(recorded) > 4
    ends = {history.events[-1].event_type for history in recorded}
    assert (CONTINUED_AS_NEW in ends) == (name == "recursive_in_foreach")
    replay(file, recorded)


def test_wide_foreach(tmp_path: Path, address: str) -> None:
    file, width = compile_flow(tmp_path, "squares"), 2000
    words = ["--width", str(width), "--max-num-splits", str(width)]
    run_id, done = run_generated(tmp_path, file, "run", *words, **environment(address))
    assert f"{width + 3} tasks" in done.stdout
    total = sum(number**2 for number in range(width))
    ours = snapshot(tmp_path, f"SquaresFlow/{run_id}")["tasks"]
    assert [ours[key][0]["total"] for key in ours if key.startswith("end")] == [
        str(total)
    ]
    recorded = histories(address, run_id)
    assert len(recorded) == 5
    assert max(len(history.events) for history in recorded) < 10_000
    replay(file, recorded)


def test_changed_flow_leaves_runs_alone(
    tmp_path: Path, address: str, workers: Any
) -> None:
    """They wait for a worker that has their file, while others run the new one."""
    source = (FLOWS / "linear.py").read_text()
    flow_file = tmp_path / "linear.py"
    flow_file.write_text(source)
    file = compile_file(tmp_path, flow_file, target="temporal")
    old = file.read_text()
    first = id_of(trigger(tmp_path, file, address))
    changed = source.replace("def mid(", "def middle(").replace(
        "self.mid", "self.middle"
    )
    assert changed != source
    flow_file.write_text(changed)
    compile_file(tmp_path, flow_file, target="temporal")
    worker = start_worker(tmp_path, file, address)
    workers.append(worker)
    second = id_of(trigger(tmp_path, file, address))
    wait_for_success(tmp_path, file, address, second)
    assert status(tmp_path, file, address, first) == "PENDING"
    flow_file.write_text(source)
    file.write_text(old)
    workers.append(start_worker(tmp_path, file, address))
    wait_for_success(tmp_path, file, address, first)


def test_changed_step_body_goes_on(tmp_path: Path) -> None:
    """The program of steps is the same: runs under way get the mended step."""
    source = (FLOWS / "linear.py").read_text()
    flow_file = tmp_path / "linear.py"
    queues = set()
    for text in (source, source.replace("hello", "good morning")):
        flow_file.write_text(text)
        module = load(compile_file(tmp_path, flow_file, target="temporal"))
        queues.add(module.TASK_QUEUE)
    assert len(queues) == 1


def test_name_of_the_workflow(tmp_path: Path) -> None:
    module = load(compile_flow(tmp_path, "linear", name="Said otherwise"))
    assert module.PART_TYPE == "Said otherwise.part"
    expected = f"metaflow-said-otherwise-{module.VERSION}"
    assert expected == module.TASK_QUEUE


@pytest.mark.parametrize("name", ["foreach_in_split", "recursive_in_foreach"])
def test_recorded_history_replays(tmp_path: Path, address: str, name: str) -> None:
    """Recorded earlier: a change that runs cannot take needs a new PROTOCOL."""
    file, kept = compile_flow(tmp_path, name), HISTORIES / f"{name}.json"
    if os.environ.get("UPDATE"):
        run_id, _ = run_generated(tmp_path, file, **environment(address))
        [history] = histories(address, run_id)
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(anonymous(history.to_json()))
    replay(file, [WorkflowHistory.from_json(name, kept.read_text())])


def anonymous(text: str) -> str:
    """Without the names of processes and machines."""
    return re.sub(r'"\d+@[^"]*"', '"worker"', json.dumps(json.loads(text)))
