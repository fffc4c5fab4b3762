"""Runs whose ops have a process each, on machines of their own as far as they see."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dagster_files import compile_flow, dagster_dev, ended_run, re_executed
from running import execute, run_natively, snapshot

HERE = str(Path(__file__).parent)
EXECUTOR = {"METAFLOW_DAGSTER_EXECUTOR": "pods:pod_executor", "PYTHONPATH": HERE}
Server = tuple[Path, str, dict[str, Path]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("dagster")
    files = {name: compile_flow(folder, name) for name in ("fragile", "everything")}
    more = {"FRAGILE_FOLDER": str(folder), **EXECUTOR}
    with dagster_dev(folder, *files.values(), **more) as url:
        yield folder, url, files


def launch(server: Server, name: str, *words: str) -> str:
    folder, url, files = server
    done = execute(folder, files[name], "trigger", *words, "--url", url, "--json")
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["id"])


def test_every_shape(server: Server) -> None:
    folder, url, _ = server
    run_id = launch(server, "everything", "--width", "2")
    run = ended_run(url, run_id, seconds=300)
    assert run["status"] == "SUCCESS"
    native = run_natively(folder, "everything", "--width", "2")
    ours = snapshot(folder, f"EverythingFlow/dagster-{run_id}")
    assert ours["tasks"] == snapshot(folder, f"EverythingFlow/{native}")["tasks"]
    steps = {each["stepKey"]: each for each in run["stepStats"]}
    assert len(steps["flaky"]["attempts"]) == 2


def test_from_failure(server: Server) -> None:
    """Whichever pod comes first clones what the run before has finished."""
    folder, url, _ = server
    (folder / "fail").write_text("work:1")
    first = launch(server, "fragile", "--must", "7")
    assert ended_run(url, first, seconds=120)["status"] == "FAILURE"
    (folder / "fail").unlink()
    (folder / "journal").unlink()
    second = re_executed(url, first, "FROM_FAILURE")
    assert ended_run(url, second, seconds=120)["status"] == "SUCCESS"
    lines = (folder / "journal").read_text().splitlines()
    again = sorted(line.split(" ", 1)[1] for line in lines)
    assert again == ["end 0", "join 0", "work:1 0"]
    assert snapshot(folder, f"FragileFlow/dagster-{second}")["successful"]
