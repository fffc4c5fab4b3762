"""Compiles flows for Prefect, and keeps a server for them."""

import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import compiling
from serving import ask_json, free_port, wait_for

compile_flow = functools.partial(compiling.compile_flow, target="prefect")


@contextmanager
def prefect_server(
    home: Path, port: int = 0, python: str = sys.executable
) -> Iterator[str]:
    """A server of its own; gives the address of its API."""
    port = port or free_port()
    command = [python, "-m", "prefect", "server", "start"]
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_UI_ENABLED": "0"}
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}/api"
    try:
        wait_for(f"{url}/health")
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def ask(url: str, path: str, **filters: Any) -> Any:
    """The answer of a Prefect API to a POST request, or a GET one without filters."""
    return ask_json(f"{url}/{path}", filters or None)


def ended_task_runs(url: str, run_id: str) -> dict[str, str]:
    """The states of all task runs; the server writes them down a little later."""
    only = {"flow_runs": {"id": {"any_": [run_id.removeprefix("prefect-")]}}}
    for _ in range(100):
        found = ask(url, "task_runs/filter", limit=200, **only)
        if found and all(task["end_time"] for task in found):
            break
        time.sleep(0.1)
    return {task["name"]: task["state_type"] for task in found}
