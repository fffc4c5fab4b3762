"""Compiles flows for Temporal, and keeps a server for them."""

import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import compiling
import shapes
from running import execute
from serving import free_port
from shapes import FLOWS
from watching import wait_until

TEMPORAL = Path(sys.executable).with_name("temporal")


compile_flow = functools.partial(compiling.compile_flow, target="temporal")


@contextmanager
def temporal_server(
    port: int = 0, database: Path | None = None, namespace: str | None = None
) -> Iterator[str]:
    """A development server of its own; gives its address."""
    port = port or free_port()
    command = [TEMPORAL, "server", "start-dev", "--headless", "--port", str(port)]
    command += ["--log-level", "never"]
    command += ["--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000"]
    if database:
        command += ["--db-filename", str(database)]
    if namespace:
        command += ["--namespace", namespace]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield f"127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGKILL)  # it keeps what it has acknowledged
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"port {port} does not answer")


def environment(address: str) -> dict[str, str]:
    """Of a process that uses a server, and no settings of this machine's."""
    return {"TEMPORAL_ADDRESS": address, "TEMPORAL_CONFIG_FILE": os.devnull}


def start_worker(
    folder: Path,
    file: Path,
    address: str,
    *words: str,
    word: str = "worker",
    **more: str,
) -> "subprocess.Popen[str]":
    """It is serving when this returns."""
    worker = subprocess.Popen(
        [sys.executable, str(file), word, *words],
        cwd=FLOWS,
        env=shapes.environment(folder, **environment(address), **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert worker.stdout
    line = worker.stdout.readline()
    assert "serving" in line, line + worker.stdout.read()
    return worker


def trigger(folder: Path, file: Path, address: str, *words: str) -> dict[str, str]:
    done = execute(folder, file, "trigger", "--json", *words, more=environment(address))
    assert done.returncode == 0, done.stdout + done.stderr
    started: dict[str, str] = json.loads(done.stdout)
    return started


def status(folder: Path, file: Path, address: str, run_id: str) -> str:
    words = (file, "status", run_id)
    return execute(folder, *words, more=environment(address)).stdout.split()[-1]


def id_of(started: dict[str, str]) -> str:
    return started["pathspec"].partition("/")[2]


def wait_for_success(folder: Path, file: Path, address: str, run_id: str) -> None:
    wait_until(lambda: status(folder, file, address, run_id) == "SUCCEEDED", 60)
