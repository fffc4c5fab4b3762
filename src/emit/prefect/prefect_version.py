"""The versions of Prefect, and of FastAPI beside it, that generated files run with."""

from __future__ import annotations

import re
from importlib.metadata import version

from prefect import __version__ as prefect_version

from tasks import RunFailed

OLDEST_PREFECT = "3.1.15"


def check_version() -> None:
    if numbers(prefect_version) < numbers(OLDEST_PREFECT):
        raise RunFailed(
            f"This file needs Prefect {OLDEST_PREFECT} or newer, "
            f"and {prefect_version} is installed: pip install -U prefect"
        )


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)[:3]]


def why_no_server(fault: str) -> str:
    """Prefect installs beside any FastAPI, and its server runs with some of them."""
    return (
        f"Prefect's own server does not work here: {fault}\n"
        f"Prefect {prefect_version} may be too old for FastAPI {version('fastapi')}, "
        "which is installed beside it:\n"
        "  pip install fastapi==0.115.14\n"
        "Or name a server that runs elsewhere by PREFECT_API_URL"
    )
