"""Runs on Prefect that fail, are cancelled or killed, or lose Prefect's API."""

import signal
from pathlib import Path

import pytest

from engines import on_prefect
from faults import (
    ASLEEP,
    ENDINGS,
    end_in_the_middle,
    failure_comes_last,
    finish,
    kill_within_catch,
    wait_for_sleepers,
)
from prefect_files import ask, compile_flow, ended_task_runs, prefect_server
from running import execute, run_generated, snapshot
from watching import begin, journal, processes, status, wait_until

KNOWN = {  # what Prefect says: of the run, of tasks under way
    "SIGTERM": ("CANCELLED", ["CANCELLED"] * 3),
    "SIGINT": ("CANCELLED", ["CANCELLED"] * 3),
    "SIGKILL": ("CRASHED", ["CRASHED"] * 3),
    "step": ("FAILED", ["CANCELLED", "CANCELLED", "FAILED"]),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_end_and_resume(tmp_path: Path, api: str, how: str) -> None:
    run_id = end_in_the_middle(tmp_path, on_prefect(api), how)
    known, tasks = KNOWN[how]
    assert ask(api, f"flow_runs/{run_id[8:]}")["state_type"] == known
    states = ended_task_runs(api, run_id)
    assert sorted(states[f"square[{index}]"] for index in range(3)) == tasks
    finish(tmp_path, on_prefect(api), run_id)


def test_failure_comes_last(tmp_path: Path, api: str) -> None:
    run_id = failure_comes_last(tmp_path, on_prefect(api))
    state = ask(api, f"flow_runs/{run_id[8:]}")["state"]
    assert state["type"] == "FAILED"
    assert state["message"].endswith("RuntimeError: told to fail at played")


def test_kill_within_catch(tmp_path: Path, api: str) -> None:
    kill_within_catch(tmp_path, on_prefect(api))


def with_less_patience(file: Path) -> Path:
    text = file.read_text()
    assert "API_PATIENCE = 60" in text
    file.write_text(text.replace("API_PATIENCE = 60", "API_PATIENCE = 8"))
    return file


def test_api_goes_away(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The Metaflow run is finished all the same, and the process ends.

    An API that is there again is told of that end by who asks for it.
    """
    file = with_less_patience(compile_flow(tmp_path, "everything"))
    home = tmp_path_factory.mktemp("prefect")
    with prefect_server(home) as url:
        run = begin(tmp_path, file, EVERYTHING_SLEEP="square:2", PREFECT_API_URL=url)
        wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    output, _ = run.communicate(timeout=40)
    assert run.returncode == 1
    assert f"{url} has not answered for 8 s" in output.splitlines()[-2]
    run_id = (tmp_path / "run-id").read_text()
    assert f"resume {run_id}" in output.splitlines()[-1]
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]
    assert wait_until(lambda: not processes(tmp_path)) < 8
    with prefect_server(home, int(url.split(":")[2].partition("/")[0])) as url:
        assert ask(url, f"flow_runs/{run_id[8:]}")["state_type"] == "RUNNING"
        assert status(tmp_path, file, run_id, PREFECT_API_URL=url) == "SUCCEEDED"
        assert ask(url, f"flow_runs/{run_id[8:]}")["state_type"] == "COMPLETED"


def test_resume_of_a_killed_run_settles_it(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60", PREFECT_API_URL=api)
    wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
    run.kill()
    run.communicate(timeout=30)
    run_id = (tmp_path / "run-id").read_text()
    assert ask(api, f"flow_runs/{run_id[8:]}")["state_type"] == "RUNNING"
    run_generated(tmp_path, file, "resume", run_id, PREFECT_API_URL=api)
    assert ask(api, f"flow_runs/{run_id[8:]}")["state_type"] == "CRASHED"


def test_no_api_at_all(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/api"
    file = compile_flow(tmp_path, "linear")
    done = execute(tmp_path, file, "run", more={"PREFECT_API_URL": url})
    assert done.returncode == 1
    assert f"Prefect's API at {url} has failed" in done.stderr


@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_temporary_server(tmp_path: Path, how: str) -> None:
    """It ends with the run, however that ends, and is there again for `status`."""
    here = {"PREFECT_HOME": str(tmp_path / "home"), "PREFECT_API_URL": ""}
    file = compile_flow(tmp_path, "everything")
    run = begin(tmp_path, file, EVERYTHING_SLEEP="square:60", **here)
    wait_for_sleepers(tmp_path)
    run.send_signal(getattr(signal, how))
    output, _ = run.communicate(timeout=30)
    assert wait_until(lambda: not processes(tmp_path)) < 8, output
    run_id = (tmp_path / "run-id").read_text()
    expected = "CANCELLED" if how == "SIGTERM" else "FAILED"
    assert status(tmp_path, file, run_id, **here) == expected
    resumed, _ = run_generated(tmp_path, file, "resume", run_id, **here)
    assert snapshot(tmp_path, f"EverythingFlow/{resumed}")["successful"]
    assert status(tmp_path, file, resumed, **here) == "SUCCEEDED"
    assert not processes(tmp_path)


def test_without_prefect(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "everything")
    run_id, done = run_generated(tmp_path, file, "run", "--without-prefect")
    assert "Flow run" not in done.stdout + done.stderr
    assert snapshot(tmp_path, f"EverythingFlow/{run_id}")["successful"]
    assert status(tmp_path, file, run_id) == "SUCCEEDED"
