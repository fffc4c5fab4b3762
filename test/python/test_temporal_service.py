"""Deploy, workers, trigger, status."""

import asyncio
import contextlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client, WorkflowFailureError

from recorded import histories, load, replay, with_events
from running import execute, run_natively, snapshot
from shapes import FLOWS
from temporal_files import (
    TEMPORAL,
    compile_flow,
    environment,
    id_of,
    start_worker,
    status,
    trigger,
    wait_for_success,
)
from watching import journal, wait_until


def test_deploy_trigger_status(tmp_path: Path, address: str, workers: Any) -> None:
    file, here = compile_flow(tmp_path, "params"), environment(address)
    done = execute(tmp_path, file, "deploy", "--json", more=here)
    deployed = json.loads(done.stdout)
    assert deployed["name"] == "ParamFlow"
    words = ["--req", "given", "--my-int", "-7", "--j", '{"b": [null, 1.5]}']
    started = trigger(tmp_path, file, address, "--id", "one", "--tag", "mine", *words)
    assert started["id"] == "one"
    run_id = id_of(started)
    assert status(tmp_path, file, address, run_id) == "PENDING"
    workers.append(start_worker(tmp_path, file, address, word="serve"))
    wait_for_success(tmp_path, file, address, run_id)
    native = run_natively(tmp_path, "params", *words)
    ours = snapshot(tmp_path, f"ParamFlow/{run_id}")
    theirs = snapshot(tmp_path, f"ParamFlow/{native}")
    assert ours["tasks"] == theirs["tasks"]
    assert ours["tags"] == sorted([*theirs["tags"], "mine"])
    asyncio.run(expect_to_be_found(address, run_id))
    again = trigger(tmp_path, file, address, "--id", "one", *words)
    assert again["pathspec"] == started["pathspec"]
    replay(file, histories(address, run_id))


async def expect_to_be_found(address: str, run_id: str) -> None:
    """By who knows Metaflow's names only."""
    client = await Client.connect(address)
    query = f"MetaflowFlow = 'ParamFlow' AND MetaflowRun = '{run_id}'"
    [execution] = [each async for each in client.list_workflows(query)]
    assert await execution.memo() == {"metaflow_run": f"ParamFlow/{run_id}"}
    handle = client.get_workflow_handle(execution.id)
    description = await handle.describe()
    assert await description.static_summary() == "ParamFlow of params.py"
    metadata = await handle.query("__temporal_workflow_metadata")
    details = metadata.current_details
    assert f"run = Run('ParamFlow/{run_id}')" in details
    assert "* `end`: " in details
    outcome = await handle.result()
    assert outcome["tasks"] == {"start": 1, "end": 1}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "Missing option '--req'"),
        (["--req", "x", "--my-int", "seven"], "seven is not a valid integer"),
        (["--req", "x", "--j", "{"], "not a valid JSON"),
        (["--req", "x", "--unknown", "y"], "no such option: --unknown"),
    ],
)
def test_wrong_parameters(
    tmp_path: Path, address: str, words: list[str], reason: str
) -> None:
    """Said to who starts the run, before Temporal knows of it."""
    file = compile_flow(tmp_path, "params")
    done = execute(tmp_path, file, "trigger", *words, more=environment(address))
    assert done.returncode == 1
    assert reason in done.stderr


def test_too_large_parameters(tmp_path: Path, address: str) -> None:
    file = compile_flow(tmp_path, "params")
    large = {f"METAFLOW_RUN_{name}": "x" * 120_000 for name in ("REQ", "J")}
    text = file.read_text()
    assert "LARGEST_INPUT = 2_000_000" in text
    file.write_text(
        text.replace("LARGEST_INPUT = 2_000_000", "LARGEST_INPUT = 200_000")
    )
    done = execute(tmp_path, file, "trigger", more={**environment(address), **large})
    assert done.returncode == 1
    assert "The parameters take 0.2 MB" in done.stderr


@pytest.mark.parametrize("events", [8000, 15], ids=["at once", "in parts"])
def test_gpu_queue(tmp_path: Path, address: str, workers: Any, events: int) -> None:
    """Steps with @resources(gpu=...) wait for a worker that has one."""
    file = with_events(compile_flow(tmp_path, "squares"), events)
    workers.append(start_worker(tmp_path, file, address, "--queue", "default"))
    run_id = id_of(trigger(tmp_path, file, address))

    def progress() -> dict[str, Any]:
        words = (file, "status", run_id, "--json")
        told = execute(tmp_path, *words, more=environment(address)).stdout
        return dict(json.loads(told).get("progress", {}))

    waiting = {"start": {"done": 1, "running": 0}, "work": {"done": 0, "running": 3}}
    wait_until(lambda: progress() == waiting)
    assert status(tmp_path, file, address, run_id) == "RUNNING"
    workers.append(start_worker(tmp_path, file, address, "--queue", "gpu"))
    wait_for_success(tmp_path, file, address, run_id)


def temporal(address: str, *words: str) -> None:
    """The command of Temporal's own, as people and other programs use it."""
    command = [TEMPORAL, "workflow", *words, "--address", address]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ('{"req": "given", "my-int": -7, "j": {"b": [null, 1.5]}}', "COMPLETED"),
        ('{"req": "given", "unknown": 1}', "FAILED"),
        ("[]", "FAILED"),
    ],
)
def test_started_by_another_program(
    tmp_path: Path, address: str, workers: Any, given: str, end: str
) -> None:
    file, name = compile_flow(tmp_path, "params"), f"other-{len(given)}"
    queue = load(file).TASK_QUEUE
    start = ["start", "--type", "ParamFlow", "--task-queue", queue, "--input", given]
    temporal(address, *start, "--workflow-id", name)
    workers.append(start_worker(tmp_path, file, address))
    asyncio.run(expect_end(address, name, end))


async def expect_end(address: str, name: str, end: str) -> None:
    client = await Client.connect(address)
    handle = client.get_workflow_handle(name)
    with contextlib.suppress(WorkflowFailureError):
        await asyncio.wait_for(handle.result(), 60)
    status = (await handle.describe()).status
    assert status is not None
    assert status.name == end


def test_reset_goes_on_with_the_run(tmp_path: Path, address: str, workers: Any) -> None:
    """With Temporal's own means to begin again: what is finished is not run again."""
    file, log = compile_flow(tmp_path, "everything"), tmp_path / "journal"
    more = {"EVERYTHING_JOURNAL": str(log)}
    failing = start_worker(tmp_path, file, address, EVERYTHING_FAIL="played", **more)
    started = trigger(tmp_path, file, address)
    run_id = id_of(started)
    wait_until(lambda: status(tmp_path, file, address, run_id) == "FAILED", 60)
    failing.terminate()
    failing.communicate(timeout=40)
    before = journal(tmp_path)
    workers.append(start_worker(tmp_path, file, address, **more))
    first = ["--type", "FirstWorkflowTask", "--reason", "mended"]
    temporal(address, "reset", "--workflow-id", started["id"], *first)
    wait_for_success(tmp_path, file, address, run_id)
    assert journal(tmp_path)[len(before) :] == ["played 1", "slow 0", "end 0"]
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]


@pytest.mark.parametrize("fails", [False, True])
def test_exit_hooks(tmp_path: Path, address: str, workers: Any, fails: bool) -> None:
    """By whichever worker it is that ends the run, once."""
    log = tmp_path / "journal"
    more = {"EVERYTHING_JOURNAL": str(log), "EVERYTHING_FAIL": "1" * fails}
    words = ("--quiet", "--no-pylint", "run")
    execute(tmp_path, FLOWS / "exit_hooks.py", *words, more=more)
    expected = log.read_text()
    log.unlink()
    file = compile_flow(tmp_path, "exit_hooks")
    workers.append(start_worker(tmp_path, file, address, **more))
    run_id = id_of(trigger(tmp_path, file, address))
    end = "FAILED" if fails else "SUCCEEDED"
    wait_until(lambda: status(tmp_path, file, address, run_id) == end, 60)
    assert log.read_text() == expected
