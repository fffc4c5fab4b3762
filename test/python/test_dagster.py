"""Flows on the real Dagster: every shape as native."""

from pathlib import Path

import pytest

from matrix import COMPARED, Engine, same_as_native

DAGSTER = Engine(
    "dagster",
    {"DAGSTER_HOME": ""},
    tags=lambda run_id: [f"dagster_run:{run_id.partition('-')[2]}"],
)


@pytest.mark.parametrize("name", COMPARED)
def test_same_as_native(tmp_path: Path, name: str) -> None:
    same_as_native(tmp_path, DAGSTER, name)


@pytest.mark.parametrize("executor", ["in_process", "multiprocess"])
def test_executors_of_dagster(tmp_path: Path, executor: str) -> None:
    """Of which one has a process for each op, as on Kubernetes: retries count on."""
    same_as_native(tmp_path, DAGSTER, "retry_in_foreach", "--executor", executor)
