"""Servers that tests keep for themselves."""

import json
import socket
import time
import urllib.request
from typing import Any


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str, seconds: float = 120) -> None:
    """Until a server answers at this address."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def ask_json(url: str, content: Any = None) -> Any:
    """The answer to what is posted, or else got; None where it is empty."""
    request = urllib.request.Request(
        url,
        data=None if content is None else json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        text = response.read()
    return json.loads(text) if text else None
