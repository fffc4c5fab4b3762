"""Flows on the real Temporal: every shape as native."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matrix import COMPARED, Engine, same_as_native
from temporal_files import environment, temporal_server


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with temporal_server() as address:
        yield Engine("temporal", environment(address))


@pytest.mark.parametrize("name", COMPARED)
def test_same_as_native(tmp_path: Path, engine: Engine, name: str) -> None:
    same_as_native(tmp_path, engine, name)
