"""Flows on the real Dagster: every shape as native."""

from pathlib import Path

import pytest

from dagster_files import compile_flow
from engines import DAGSTER
from matrix import COMPARED, same_as_native
from running import run_generated


@pytest.mark.parametrize("name", COMPARED)
def test_same_as_native(tmp_path: Path, name: str) -> None:
    same_as_native(tmp_path, DAGSTER, name)


@pytest.mark.parametrize("executor", ["in_process", "multiprocess"])
def test_executors_of_dagster(tmp_path: Path, executor: str) -> None:
    """Of which one has a process for each op, as on Kubernetes: retries count on."""
    same_as_native(tmp_path, DAGSTER, "retry_in_foreach", "--executor", executor)


def test_no_items(tmp_path: Path) -> None:
    """Metaflow fails the step, so Dagster never sees a foreach of nothing."""
    file = compile_flow(tmp_path, "no_items")
    _, done = run_generated(tmp_path, file, "run", code=1, **DAGSTER.environment)
    assert "produced zero splits" in done.stderr
