"""Clusters and a remote datastore, on a local stand-in for S3."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from compiling import local_file
from running import execute, run_generated, run_natively, snapshot
from shapes import FLOWS
from test_launching import commands

KEYS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}


@pytest.fixture(scope="module")
def remote() -> Iterator[dict[str, str]]:
    """The settings of a Metaflow that stores everything on S3."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    settings = {
        **KEYS,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": url,
        "METAFLOW_S3_ENDPOINT_URL": url,
        "METAFLOW_DEFAULT_DATASTORE": "s3",
        "METAFLOW_DATASTORE_SYSROOT_S3": "s3://bucket/metaflow",
        "METAFLOW_S3_WORKER_COUNT": "4",
        "METAFLOW_ECS_S3_ACCESS_IAM_ROLE": "some-role",
    }
    import boto3

    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",
    )
    client.create_bucket(Bucket="bucket")
    yield settings
    server.stop()


def test_datastore(tmp_path: Path, remote: dict[str, str]) -> None:
    """A run that fails, its resume, its logs; the same tasks as natively."""
    file = local_file(tmp_path, "witnessed")
    first, _ = run_generated(tmp_path, file, code=1, WITNESS_FAIL="1", **remote)
    second, _ = run_generated(tmp_path, file, "resume", first, **remote)
    native = run_natively(tmp_path, "witnessed", **remote)
    ours = snapshot(tmp_path, f"WitnessedFlow/{second}", **remote)
    assert ours["successful"]
    tasks = snapshot(tmp_path, f"WitnessedFlow/{native}", **remote)["tasks"]
    assert ours["tasks"] == tasks
    failed = snapshot(tmp_path, f"WitnessedFlow/{first}", **remote)
    assert "AssertionError" in failed["stderr"]["join/join"]
    assert not (tmp_path / ".metaflow" / "WitnessedFlow" / "data").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kubernetes", "Invalid kube-config file"),
        ("batch", "AWS Batch Job Queue some-queue not found"),
    ],
)
def test_cluster(
    tmp_path: Path, remote: dict[str, str], name: str, reason: str
) -> None:
    """The command equals Metaflow's; that there is no cluster is told as it is."""
    settings = {**remote, "METAFLOW_DEBUG_SUBCOMMAND": "1"}
    settings["KUBECONFIG"] = str(tmp_path / "none")
    settings["METAFLOW_RUNTIME_NAME"] = "local"  # it is part of the code package
    flow, id_file = f"on_{name}", tmp_path / "native-id"
    words = ("--quiet", "--no-pylint", "run", "--run-id-file", id_file)
    native = execute(tmp_path, FLOWS / f"{flow}.py", *words, more=settings)
    assert native.returncode == 1
    assert reason in native.stdout + native.stderr
    expected = commands(native.stderr, id_file.read_text())
    assert sum(expected.values()) == 2
    assert [each for each in expected if f" {name} step remote " in each]
    file = local_file(tmp_path, flow)
    run_id, done = run_generated(tmp_path, file, code=1, **settings)
    assert commands(done.stderr, run_id) == expected
    assert reason in done.stderr
    assert "remote failed with exit code 1" in done.stderr
