"""Generated files run as `python flow.py run` does: same tasks, same artifacts."""

from pathlib import Path

import pytest

from engines import LOCAL, Engine
from matrix import COMPARED, same_as_native

SPAWNS = Engine("local", {"METAFLOW_TRANSPILE_NO_FORK": "1"})
SPAWNED = ["config", "custom_ends", "nested", "parallel", "params"]  # they take longer


@pytest.mark.parametrize("name", COMPARED)
def test_same_as_native(tmp_path: Path, name: str) -> None:
    same_as_native(tmp_path, LOCAL, name)


@pytest.mark.parametrize("name", SPAWNED)
def test_a_process_for_each_step(tmp_path: Path, name: str) -> None:
    same_as_native(tmp_path, SPAWNS, name)
