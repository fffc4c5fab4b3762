"""A Temporal server as its cloud offers it: TLS, certificates of clients, API keys."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc

HOST = "localhost"
AT_ONCE = 64  # calls; each worker has some that wait


class Relay(grpc.GenericRpcHandler):
    """Hands on every call to a server without TLS, and keeps the keys it came with."""

    def __init__(self, address: str) -> None:
        self.channel = grpc.insecure_channel(address)
        self.keys = set[str | None]()

    def service(self, details: Any) -> Any:
        call = self.channel.unary_unary(details.method)
        metadata = [
            (key, value)
            for key, value in details.invocation_metadata
            if not key.startswith("grpc-") and key != "user-agent"
        ]
        self.keys.add(dict(metadata).get("authorization"))

        def hand_on(request: bytes, context: Any) -> Any:
            try:
                return call(request, context.time_remaining(), metadata)
            except grpc.RpcError as fault:
                context.set_trailing_metadata(fault.trailing_metadata() or ())
                return context.abort(fault.code(), fault.details())

        return grpc.unary_unary_rpc_method_handler(hand_on)


@contextmanager
def secured(address: str, folder: Path) -> Iterator[tuple[str, Relay]]:
    """Gives the address at which TLS is spoken, to who has a certificate."""
    relay = Relay(address)
    server = grpc.server(ThreadPoolExecutor(AT_ONCE), [relay])
    make_certificates(folder)
    authority, certificate, key = (
        (folder / name).read_bytes() for name in ("ca.pem", "own.pem", "own.key")
    )
    credentials = grpc.ssl_server_credentials([(key, certificate)], authority, True)
    port = server.add_secure_port("127.0.0.1:0", credentials)
    server.start()
    try:
        yield f"{HOST}:{port}", relay
    finally:
        server.stop(None).wait()
        relay.channel.close()


def make_certificates(folder: Path) -> None:
    """An authority, and one certificate of its that serves either side."""
    new = ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2"]
    authority = ["-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem"]
    own = ["-subj", f"/CN={HOST}", "-keyout", "own.key", "-out", "own.pem"]
    own += [
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-addext",
        f"subjectAltName=DNS:{HOST}",
    ]
    own += ["-addext", "basicConstraints=critical,CA:FALSE"]
    for words in (authority, own):
        subprocess.run([*new, *words], cwd=folder, check=True, capture_output=True)
