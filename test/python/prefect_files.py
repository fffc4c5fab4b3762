"""Flows compiled for Prefect, and a server for them."""

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
from functools import partial
from pathlib import Path
from typing import Any

import compiled

compile_flow = partial(compiled.compile_flow, "prefect")


@contextmanager
def prefect_server(home: Path) -> Iterator[str]:
    """A server of its own; gives the address of its API."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "prefect", "server", "start"]
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
    for _ in range(300):
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
