"""How a file finds its Temporal: by what Temporal's own command reads."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from temporalio.client import Client

from running import execute, run_generated
from secured import secured
from temporal_files import compile_flow, temporal_server

NAMESPACE = "mine"
PLAIN = f"""
[profile.plain]
address = "{{address}}"
namespace = "{NAMESPACE}"
"""
SECURE = f"""
[profile.secure]
address = "{{address}}"
namespace = "{NAMESPACE}"
api_key = "from the profile"
[profile.secure.tls]
server_ca_cert_path = "{{folder}}/ca.pem"
"""
CERTIFICATE = """
client_cert_path = "{folder}/own.pem"
client_key_path = "{folder}/own.key"
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with temporal_server(namespace=NAMESPACE) as address:
        yield address


def profile(folder: Path, name: str, text: str, address: str) -> dict[str, str]:
    """The environment of who has chosen it."""
    settings = folder / "temporal.toml"
    settings.write_text(text.format(address=address, folder=folder))
    return {"TEMPORAL_CONFIG_FILE": str(settings), "TEMPORAL_PROFILE": name}


async def namespaces_of(address: str, run_id: str) -> list[str]:
    """Those that know a run."""
    query, found = f"RunId = '{run_id.removeprefix('temporal-')}'", []
    for namespace in ("default", NAMESPACE):
        client = await Client.connect(address, namespace=namespace)
        found += [namespace async for _ in client.list_workflows(query)]
    return found


def expect_success(folder: Path, address: str, more: dict[str, str]) -> None:
    file = compile_flow(folder, "linear")
    run_id, _ = run_generated(folder, file, **more)
    told = execute(folder, file, "status", run_id, more=more).stdout
    assert told.split()[-1] == "SUCCEEDED"
    assert asyncio.run(namespaces_of(address, run_id)) == [NAMESPACE]


def test_profile(tmp_path: Path, address: str) -> None:
    expect_success(tmp_path, address, profile(tmp_path, "plain", PLAIN, address))


def test_environment(tmp_path: Path, address: str) -> None:
    here = {"TEMPORAL_ADDRESS": address, "TEMPORAL_NAMESPACE": NAMESPACE}
    here["TEMPORAL_CONFIG_FILE"] = os.devnull
    expect_success(tmp_path, address, here)


def test_tls_and_api_key(tmp_path: Path, address: str) -> None:
    with secured(address, tmp_path) as (secure, relay):
        more = profile(tmp_path, "secure", SECURE + CERTIFICATE, secure)
        expect_success(tmp_path, address, more)
        assert relay.keys == {"Bearer from the profile"}
        relay.keys.clear()
        expect_success(tmp_path, address, {**more, "TEMPORAL_API_KEY": "another"})
        assert relay.keys == {"Bearer another"}


def test_no_certificate(tmp_path: Path, address: str) -> None:
    with secured(address, tmp_path) as (secure, relay):
        more = profile(tmp_path, "secure", SECURE, secure)
        file = compile_flow(tmp_path, "linear")
        _, done = run_generated(tmp_path, file, code=1, **more)
        assert f"No Temporal server answers at {secure}" in done.stderr
        assert not relay.keys


def test_unknown_profile(tmp_path: Path, address: str) -> None:
    more = profile(tmp_path, "misspelled", PLAIN, address)
    file = compile_flow(tmp_path, "linear")
    _, done = run_generated(tmp_path, file, code=1, **more)
    assert "misspelled" in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_namespace(tmp_path: Path, address: str) -> None:
    more = profile(tmp_path, "plain", PLAIN.replace(NAMESPACE, "theirs"), address)
    file = compile_flow(tmp_path, "linear")
    _, done = run_generated(tmp_path, file, code=1, **more)
    assert "theirs" in done.stderr
    assert "Traceback" not in done.stderr
