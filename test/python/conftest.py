"""Servers and workers that end with the tests that use them."""

import subprocess
from collections.abc import Iterator

import pytest

from engines import DAGSTER, LOCAL, Engine, on_prefect, on_temporal
from prefect_files import prefect_server
from temporal_files import temporal_server


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Prefect's API."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as url:
        yield url


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a Temporal server."""
    with temporal_server() as address:
        yield address


@pytest.fixture
def workers() -> Iterator[list["subprocess.Popen[str]"]]:
    """To add processes to, which are then told to end."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for worker in started:
        worker.terminate()
    for worker in started:
        worker.communicate(timeout=40)


@pytest.fixture(params=["local", "prefect", "dagster", "temporal"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn, with a server where it has one."""
    match request.param:
        case "prefect":
            return on_prefect(request.getfixturevalue("api"))
        case "temporal":
            return on_temporal(request.getfixturevalue("address"))
        case "dagster":
            return DAGSTER
        case _:
            return LOCAL
