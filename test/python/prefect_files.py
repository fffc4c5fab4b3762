"""Compiles flows for Prefect, and keeps a server for them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import compiling


def compile_flow(folder: Path, name: str, /, **options: Any) -> Path:
    return compiling.compile_flow(folder, name, target="prefect", **options)


@contextmanager
def prefect_server(
    home: Path, port: int = 0, python: str = sys.executable
) -> Iterator[str]:
    """A server of its own; gives the address of its API."""
    with socket.create_server(("127.0.0.1", port)) as probe:
        port = probe.getsockname()[1]
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
        wait_for(url)
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def wait_for(url: str) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def ask(url: str, path: str, **filters: Any) -> Any:
    """The answer of a Prefect API to a POST request, or a GET one without filters."""
    request = urllib.request.Request(
        f"{url}/{path}",
        data=json.dumps(filters).encode() if filters else None,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.loads(response.read())


def ended_task_runs(url: str, run_id: str) -> dict[str, str]:
    """The states of all task runs; the server writes them down a little later."""
    only = {"flow_runs": {"id": {"any_": [run_id.removeprefix("prefect-")]}}}
    for _ in range(100):
        found = ask(url, "task_runs/filter", limit=200, **only)
        if found and all(task["end_time"] for task in found):
            break
        time.sleep(0.1)
    return {task["name"]: task["state_type"] for task in found}
