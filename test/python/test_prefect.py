"""Flows on the real Prefect: every shape as native, every fault seen and survived."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_native import ARGUMENTS, NOT_COMPARED, TOP

from prefect_files import ask, compile_flow, prefect_server
from running import run_generated, run_natively, snapshot
from shapes import SECTIONS, graph

# Metaflow's own retries say in the output how often they ran, @parallel when.
OUTPUT_DIFFERS = {"catch_retry", "everything", "parallel"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with prefect_server(tmp_path_factory.mktemp("prefect")) as url:
        yield url


def run(
    folder: Path, api: str, name: str, *words: str, code: int = 0, **more: str
) -> str:
    file = compile_flow(folder, name)
    run_id, _ = run_generated(
        folder, file, "run", *words, code=code, PREFECT_API_URL=api, **more
    )
    return run_id


@pytest.mark.parametrize("name", sorted(set(SECTIONS) - NOT_COMPARED))
def test_same_as_native(tmp_path: Path, api: str, name: str) -> None:
    words, top = ARGUMENTS.get(name, []), TOP.get(name, ())
    ours = run(tmp_path, api, name, *words, *top)
    native = run_natively(tmp_path, name, *words, top=top)
    flow, _ = graph(Path(__file__).with_name("flows") / f"{name}.py")
    a, b = snapshot(tmp_path, f"{flow}/{ours}"), snapshot(tmp_path, f"{flow}/{native}")
    assert a["tasks"] == b["tasks"]
    assert a["successful"]
    assert a["tags"] == sorted([*b["tags"], f"prefect_flow_run:{ours[8:]}"])
    if name not in OUTPUT_DIFFERS:
        assert sorted(a["stdout"].values()) == sorted(b["stdout"].values())
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
