"""Deployments for pools of containers: what the real server holds of them.

The containers themselves are not started here: a pool's own template says, by Prefect's
code for workers, with what each of them would be.
"""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.workers.base import BaseJobConfiguration

import compiling
from prefect_files import ask, compile_flow, prefect_server
from shapes import FLOWS
from test_prefect_deploy import say

ROOM = {  # of cpu=2, memory=1024
    "docker": {"mem_limit": "1024m"},
    "kubernetes": {"cpu_request": "2", "memory_request": "1024Mi"},
    "ecs": {"cpu": 2048, "memory": 1024},
    "azure-container-instance": {"cpu": 2, "memory": 1},
    "cloud-run": {"cpu": "2000m", "memory": "1024Mi"},
    "cloud-run-v2": {"cpu": "2000m", "memory": "1024Mi"},
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with prefect_server(tmp_path_factory.mktemp("prefect")) as url:
        yield url


def make_pool(api: str, kind: str) -> dict[str, Any]:
    """A pool with the template that Prefect itself has for its type."""
    views = ask(api, "collections/views/aggregate-worker-metadata")
    types = {name: told for package in views.values() for name, told in package.items()}
    template: dict[str, Any] = types[kind]["default_base_job_configuration"]
    ask(api, "work_pools/", name=kind, type=kind, base_job_template=template)
    return template


@pytest.mark.parametrize("kind", ROOM)
def test_container(tmp_path: Path, api: str, kind: str) -> None:
    template = make_pool(api, kind)
    file = compile_flow(tmp_path, "squares")
    words = ["deploy", "--work-pool", kind, "--image", "registry.example/flows:7"]
    told = say(tmp_path, api, file, *words, code=1)
    assert "--directory PATH is needed" in told
    words += ["--directory", "/flows", "--with", "resources:cpu=2,memory=1024"]
    told = say(tmp_path, api, file, *words, "--json")
    found = ask(api, f"deployments/{json.loads(told)['id']}")
    assert found["entrypoint"] == f"{file.name}:squares_flow"
    (step,) = found["pull_steps"]
    assert list(step.values()) == [{"directory": "/flows"}]
    values = found["job_variables"]
    assert values["image"] == "registry.example/flows:7"
    assert {name: values[name] for name in ROOM[kind]} == ROOM[kind]
    assert "METAFLOW_TRANSPILE_RUN_OPTIONS" in values["env"]
    with temporary_settings({PREFECT_API_URL: api}):
        making = BaseJobConfiguration.from_template_and_values(template, values)
        assert asyncio.run(making).env["METAFLOW_TRANSPILE_RUN_OPTIONS"]
    configuration = json.dumps(filled(template, values))
    assert "registry.example/flows:7" in configuration
    for value in ROOM[kind].values():
        assert json.dumps(value) in configuration


def filled(template: dict[str, Any], values: dict[str, Any]) -> Any:
    """The job's configuration, as a worker of the pool would have it."""
    from prefect.utilities.templating import apply_values

    variables = BaseJobConfiguration._get_base_config_defaults(
        template["variables"]["properties"]
    )
    return apply_values(template["job_configuration"], {**variables, **values})


def test_no_container(tmp_path: Path, api: str) -> None:
    make_pool(api, "process")
    file = compile_flow(tmp_path, "linear")
    words = ["deploy", "--work-pool", "process", "--image", "registry.example/flows:7"]
    told = say(tmp_path, api, file, *words, code=1)
    assert "of type process makes no containers" in told


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    command = ["git", "-C", str(folder), *who, *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize(
    "remote",
    [
        "https://me:secret@git.example.org/team/flows.git",
        "git@git.example.org:team/flows.git",
        "ssh://git@git.example.org:2222/team/flows.git",
    ],
)
def test_link_to_the_source(tmp_path: Path, api: str, remote: str) -> None:
    """While a commit holds the very text that was compiled."""
    flow = tmp_path / "repository" / "some" / "linear.py"
    flow.parent.mkdir(parents=True)
    flow.write_text((FLOWS / "linear.py").read_text())
    git(flow.parent, "init", "-q", str(tmp_path / "repository"))
    git(flow.parent, "add", ".")
    git(flow.parent, "commit", "-qm", "flow")
    git(flow.parent, "remote", "add", "origin", remote)
    commit = (
        subprocess.check_output(["git", "-C", str(flow.parent), "rev-parse", "HEAD"])
        .decode()
        .strip()
    )
    file = compiling.compile_file(tmp_path, flow, target="prefect")
    yaml = tmp_path / "prefect.yaml"
    words = ["deploy", "--work-pool", "any", "--prefect-yaml", str(yaml)]
    say(tmp_path, api, file, *words)
    text = " ".join(yaml.read_text().split())
    assert f"(https://git.example.org/team/flows/blob/{commit}/some/linear.py)" in text
    assert "secret" not in text
    flow.write_text(flow.read_text() + "# changed\n")
    git(flow.parent, "commit", "-qam", "changed")
    say(tmp_path, api, file, *words)
    assert "git.example.org" not in yaml.read_text()
    assert "Source: linear.py, sha256 " in " ".join(yaml.read_text().split())
