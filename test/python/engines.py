"""The engines that generated files run on, as the tests find them."""

from collections.abc import Callable
from dataclasses import dataclass, field

import temporal_files


@dataclass(frozen=True)
class Engine:
    """A target, and what its generated files need to find the engine."""

    target: str
    environment: dict[str, str] = field(default_factory=dict)
    tags: Callable[[str], list[str]] = lambda run_id: []  # added to a run


def tagged(name: str) -> Callable[[str], list[str]]:
    """A tag with the id that a run has in its engine."""
    return lambda run_id: [f"{name}:{run_id.partition('-')[2]}"]


LOCAL = Engine("local")
# No home, and no webserver: those of this machine are not ours.
NOWHERE = {"DAGSTER_HOME": "", "DAGSTER_WEBSERVER_URL": "http://127.0.0.1:9"}
DAGSTER = Engine("dagster", NOWHERE, tagged("dagster_run"))


def on_prefect(api: str) -> Engine:
    here = {"PREFECT_API_URL": api}
    return Engine("prefect", here, tagged("prefect_flow_run"))


def on_temporal(address: str) -> Engine:
    return Engine("temporal", temporal_files.environment(address))
