"""Prefect's API for a run: the configured one, or a temporary one on this machine."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import socket
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection

from prefect import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.events.worker import EventsWorker
from prefect.exceptions import ObjectNotFound
from prefect.logging.handlers import APILogWorker
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_LOGGING_SERVER_LEVEL,
    PREFECT_SERVER_ANALYTICS_ENABLED,
    PREFECT_UI_ENABLED,
    temporary_settings,
)

from garbage import loading
from settings import ENGINE

API_PATIENCE = 60  # seconds for the API to begin a run, and again to end it


@dataclasses.dataclass(frozen=True)
class PrefectApi:
    url: str
    faults: Connection | None = None  # of a server of our own

    @property
    def why_not(self) -> str:
        """What our own server could not begin with."""
        has_fault = self.faults is not None and self.faults.poll()
        return str(self.faults.recv()) if has_fault and self.faults else ""


@contextlib.contextmanager
def prefect_api() -> Iterator[PrefectApi]:
    """The configured API, or one that ends with us; leaves when all is sent to it."""
    if url := PREFECT_API_URL.value():
        yield PrefectApi(url)
        send_all()
        return
    # Who connects before the API is ready waits: the socket listens from the start.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # A copy of this process has half of the server's imports behind it.
        copying = sys.platform == "linux"
        context = get_context("fork") if copying else get_context("spawn")
        faults, told = context.Pipe(duplex=False)
        server = context.Process(target=serve_api, args=(listener, told), daemon=True)
        server.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    try:
        with temporary_settings({PREFECT_API_URL: url}):
            yield PrefectApi(url, faults)
            send_all()
    finally:
        server.terminate()
        server.join(5)
        server.kill()


def send_all() -> None:
    """States of task runs and logs are on their way in threads of Prefect's own."""
    EventsWorker.drain_all()
    APILogWorker.drain_all()


def serve_api(listener: socket.socket, told: Connection) -> None:
    """The process of the temporary API; it keeps its data in PREFECT_HOME."""
    if hasattr(os, "setsid"):
        os.setsid()  # so that Ctrl-C is ours to handle
    threading.Thread(target=end_with_parent, daemon=True).start()
    quiet = {
        PREFECT_UI_ENABLED: False,
        PREFECT_LOGGING_SERVER_LEVEL: "CRITICAL",
        PREFECT_SERVER_ANALYTICS_ENABLED: False,
    }
    # What its services say of a database that is busy would bury what the steps say.
    logging.disable(logging.ERROR)
    try:
        with temporary_settings(quiet):
            with loading():
                import uvicorn
                from prefect.server.api.server import create_app

                app = create_app(ephemeral=True, final=True)
            config = uvicorn.Config(app, lifespan="on", log_level="critical")
            uvicorn.Server(config).run(sockets=[listener])
    except Exception as fault:  # who waits for us tells of it
        told.send(f"{type(fault).__name__}: {fault}")


def end_with_parent() -> None:
    if parent := parent_process():
        parent.join()  # however it dies
        os._exit(0)


def within_patience(give_up: Callable[[], object]) -> threading.Timer:
    """Ends this process if it is not told in time that the API has answered."""

    def end() -> None:
        give_up()
        os._exit(1)

    timer = threading.Timer(API_PATIENCE, end)
    timer.daemon = True
    timer.start()
    return timer


def flow_run_id_of(run_id: str) -> uuid.UUID | None:
    """None for a run that did not run on Prefect."""
    try:
        return uuid.UUID(run_id.removeprefix(f"{ENGINE}-"))
    except ValueError:
        return None


async def flow_run_of(run_id: str) -> FlowRun | None:
    """The flow run of a Metaflow run, if Prefect knows it."""
    flow_run_id = flow_run_id_of(run_id)
    if flow_run_id is None:
        return None
    async with get_client() as client:
        try:
            return await client.read_flow_run(flow_run_id)
        except ObjectNotFound:
            return None
