"""Flows on the real Temporal: every shape as native."""

from pathlib import Path

import pytest

from engines import on_temporal
from matrix import COMPARED, same_as_native


@pytest.mark.parametrize("name", COMPARED)
def test_same_as_native(tmp_path: Path, address: str, name: str) -> None:
    same_as_native(tmp_path, on_temporal(address), name)
