"""Flows on the real Prefect: every shape as native, every fault seen and survived."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from matrix import SHAPES, expect_same_as_native
from prefect_files import ask, compile_flow, prefect_server
from running import run_generated, run_natively, snapshot
from shapes import graph


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


@pytest.mark.parametrize("name", SHAPES)
def test_same_as_native(tmp_path: Path, api: str, name: str) -> None:
    ours = expect_same_as_native(
        tmp_path, name, partial(run, tmp_path, api), "prefect_flow_run"
    )
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
