"""A metadata service of the tests' own, which keeps what it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NUMBERED = {"run": ("runs", "run_number"), "task": ("tasks", "task_id")}


class Service(ThreadingHTTPServer):
    """Objects by their paths, and all requests in their order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, Any] = {}
        self.requests: list[tuple[str, str]] = []
        self.lock = threading.Lock()

    def created(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        """As Metaflow's service: what has no number gets one."""
        parent, _, kind = path.rpartition("/")
        if kind in NUMBERED:
            folder, key = NUMBERED[kind]
            number = str(data.get(key) or len(self.objects))
            path, data = f"{parent}/{folder}/{number}", {**data, key: number}
        elif kind == "step":
            path = parent
        self.objects[path] = data
        return data


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        found = self.server.objects.get(self.path)
        if self.path == "/ping":
            self.reply(200, "pong")
        elif found is None:
            self.reply(404, {})
        else:
            self.reply(200, found)

    def do_POST(self) -> None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.requests.append(("POST", self.path))
            if self.path.endswith("/heartbeat"):
                self.reply(200, {"wait_time_in_seconds": 1})
            elif self.path.endswith(("/metadata", "/artifact")):
                self.server.objects.setdefault(self.path, []).extend(data)
                self.reply(200, data)
            else:
                self.reply(200, self.server.created(self.path, data))

    def reply(self, status: int, content: Any) -> None:
        self.send_response(status)
        self.send_header("METADATA_SERVICE_VERSION", "2.4.0")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def metadata_service() -> Iterator[Service]:
    service = Service()
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
