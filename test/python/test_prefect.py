"""Flows on the real Prefect: every shape as native, every fault seen and survived."""

import re
import time
from pathlib import Path

import pytest

from engines import on_prefect
from matrix import COMPARED, same_as_native
from prefect_files import ask, compile_flow
from running import execute, run_generated, run_natively, snapshot
from shapes import graph


def run(
    folder: Path, api: str, name: str, *words: str, code: int = 0, **more: str
) -> str:
    file = compile_flow(folder, name)
    run_id, _ = run_generated(
        folder, file, "run", *words, code=code, PREFECT_API_URL=api, **more
    )
    return run_id


@pytest.mark.parametrize("name", COMPARED)
def test_same_as_native(tmp_path: Path, api: str, name: str) -> None:
    ours = same_as_native(tmp_path, on_prefect(api), name)
    flow_run = ask(api, f"flow_runs/{ours[8:]}")
    assert flow_run["state_type"] == "COMPLETED"


def test_fewer_workers_than_waiting_tasks(tmp_path: Path, api: str) -> None:
    """Nested foreachs, wider than what may run at once, wait without a slot."""
    ours = run(tmp_path, api, "nested", "--max-workers", "1")
    assert snapshot(tmp_path, f"NestedFlow/{ours}")["successful"]


def test_temporary_server(tmp_path: Path) -> None:
    here = {"PREFECT_HOME": str(tmp_path / "home")}
    ours = run(tmp_path, "", "recursive_in_foreach", **here)
    native = run_natively(tmp_path, "recursive_in_foreach")
    flow, _ = graph(Path(__file__).with_name("flows") / "recursive_in_foreach.py")
    a, b = snapshot(tmp_path, f"{flow}/{ours}"), snapshot(tmp_path, f"{flow}/{native}")
    assert a["tasks"] == b["tasks"]


def test_resources_are_tags(tmp_path: Path, api: str) -> None:
    """By which Prefect limits how many task runs there are at once."""
    run_id = run(tmp_path, api, "squares", "--width", "2", "--with", "resources:cpu=2")
    only = {"flow_runs": {"id": {"any_": [run_id.removeprefix("prefect-")]}}}
    tags: dict[str, set[str]] = {}
    for _ in range(50):  # the server writes them down a little later
        found = ask(api, "task_runs/filter", **only)
        tags = {each["name"]: set(each["tags"]) for each in found}
        if "end" in tags:
            break
        time.sleep(0.2)
    assert tags["start"] == {"cpu=2"}
    assert tags["work[1]"] == {"gpu=1", "gpu"}  # it had @resources before


def test_tags_of_a_run(tmp_path: Path, api: str) -> None:
    run_id = run(tmp_path, api, "linear", "--tag", "said", "--tag", "twice:over")
    flow_run = ask(api, f"flow_runs/{run_id.removeprefix('prefect-')}")
    assert set(flow_run["tags"]) == {"said", "twice:over"}


def test_retrieval(tmp_path: Path, api: str) -> None:
    """What the artifact of a run says to paste gives the run."""
    run_id = run(tmp_path, api, "linear")
    this = {"id": {"any_": [run_id.removeprefix("prefect-")]}}
    (artifact,) = ask(api, "artifacts/filter", flow_runs=this)
    _, code, _ = re.split("```(?:python)?", artifact["data"])
    ask_it = "\nprint(run.pathspec, run.successful, run.data.x)"
    done = execute(tmp_path, "-c", code + ask_it)
    assert done.stdout.split() == [f"LinearFlow/{run_id}", "True", "2"], done.stderr
    assert "| `mid/mid` | 1 | x |" in artifact["data"]
