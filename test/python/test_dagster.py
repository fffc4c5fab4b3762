"""Flows on the real Dagster: every shape as native."""

from functools import partial
from pathlib import Path

import pytest

from dagster_files import compile_flow
from matrix import SHAPES, expect_same_as_native
from running import run_generated


def run(folder: Path, name: str, *words: str, code: int = 0, **more: str) -> str:
    file = compile_flow(folder, name)
    run_id, _ = run_generated(
        folder, file, "run", *words, code=code, DAGSTER_HOME="", **more
    )
    return run_id


@pytest.mark.parametrize("name", SHAPES)
def test_same_as_native(tmp_path: Path, name: str) -> None:
    expect_same_as_native(tmp_path, name, partial(run, tmp_path), "dagster_run")


@pytest.mark.parametrize("executor", ["in_process", "multiprocess"])
def test_executors_of_dagster(tmp_path: Path, executor: str) -> None:
    """Of which one has a process for each op, as on Kubernetes: retries count on."""
    words = ("--executor", executor)
    begun = partial(run, tmp_path)
    expect_same_as_native(
        tmp_path,
        "retry_in_foreach",
        lambda name, *more: begun(name, *more, *words),
        "dagster_run",
    )
