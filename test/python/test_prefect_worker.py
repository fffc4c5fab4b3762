"""Runs that a worker of Prefect's executes: cancelled, lost with it, held by limits."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engines import on_prefect
from faults import finish, wait_for_sleepers
from prefect_files import ask, compile_flow, ended_task_runs
from running import run_generated
from test_prefect_deploy import executing, say, wait_for
from watching import processes, wait_until

POOL = "pool"
WORKER = ("-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process")


@pytest.fixture(scope="module", autouse=True)
def pool(api: str) -> None:
    prefect(api, "work-pool", "create", "--type", "process", POOL)


def prefect(api: str, *words: str) -> None:
    """Prefect's own command line."""
    subprocess.run(
        [sys.executable, "-m", "prefect", *words],
        env={**os.environ, "PREFECT_API_URL": api},
        check=True,
        timeout=120,
    )


def triggered(folder: Path, api: str, file: Path, *words: str) -> str:
    """Gives the id of a flow run that waits for a worker."""
    say(folder, api, file, "deploy", "--work-pool", POOL, *words)
    told = json.loads(say(folder, api, file, "trigger", "--json"))
    return str(told["id"])


def test_cancelled_by_command(tmp_path: Path, api: str) -> None:
    """The steps end, Prefect says so of each, and the run can be finished."""
    file = compile_flow(tmp_path, "everything")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    flow_run = triggered(tmp_path, api, file)
    with executing(tmp_path, api, *WORKER, **log, EVERYTHING_SLEEP="square:60"):
        wait_for_sleepers(tmp_path)
        prefect(api, "flow-run", "cancel", flow_run)
        wait_for(api, flow_run, "CANCELLED")
        steps = [each for each in processes(tmp_path).values() if " -c " in each]
        assert steps == []
        states = ended_task_runs(api, flow_run)
        assert {states[f"square[{index}]"] for index in range(3)} == {"CANCELLED"}
    finish(tmp_path, on_prefect(api), f"prefect-{flow_run}")


@pytest.mark.parametrize("how", ["machine", "worker"])
def test_lost_with_its_worker(tmp_path: Path, api: str, how: str) -> None:
    """Nobody is left to tell Prefect; `resume` does."""
    file = compile_flow(tmp_path, "everything")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    flow_run = triggered(tmp_path, api, file)
    sleep = {"EVERYTHING_SLEEP": "square:60" if how == "machine" else "square:5"}
    with executing(tmp_path, api, *WORKER, **log, **sleep) as worker:
        wait_for_sleepers(tmp_path)
        worker.kill()
        worker.wait()
        if how == "machine":
            for process in processes(tmp_path):
                os.kill(process, signal.SIGKILL)
    # What has lost only its worker ends when it writes what nobody reads.
    wait_until(lambda: not processes(tmp_path), 60)
    assert ask(api, f"flow_runs/{flow_run}")["state_type"] == "RUNNING"
    finish(tmp_path, on_prefect(api), f"prefect-{flow_run}")
    assert ask(api, f"flow_runs/{flow_run}")["state_type"] == "CRASHED"


def test_workflow_timeout_of_a_deployment(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "everything")
    flow_run = triggered(tmp_path, api, file, "--workflow-timeout", "4")
    with executing(tmp_path, api, *WORKER, EVERYTHING_SLEEP="square:60"):
        wait_for(api, flow_run, "FAILED")
        told = ask(api, f"flow_runs/{flow_run}")["state"]["message"]
        assert told == "Not done after 4 seconds"
        steps = [each for each in processes(tmp_path).values() if " -c " in each]
        assert steps == []


def test_limit_of_a_tag(tmp_path: Path, api: str) -> None:
    """What a step asks for is a tag, of which Prefect lets only so many run at once."""
    prefect(api, "concurrency-limit", "create", "gpu", "1")
    file = compile_flow(tmp_path, "squares")
    run_id, _ = run_generated(
        tmp_path, file, "run", "--width", "3", PREFECT_API_URL=api
    )
    ended_task_runs(api, run_id)
    only = {"flow_runs": {"id": {"any_": [run_id.removeprefix("prefect-")]}}}
    found = ask(api, "task_runs/filter", **only)
    spans = sorted(
        (task["start_time"], task["end_time"])
        for task in found
        if "gpu" in task["tags"]
    )
    assert len(spans) == 3
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False)), spans
