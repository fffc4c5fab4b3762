"""Runs that Dagster's own server launches, ends and executes again."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dagster_files import (
    LOGS,
    TERMINATE,
    ask,
    compile_flow,
    dagster_dev,
    ended_run,
    re_executed,
    re_executed_steps,
)
from faults import wait_for_sleepers
from running import execute, run_natively, snapshot
from watching import processes, wait_until

FILES = ("fragile", "everything", "switch")
Server = tuple[Path, str, dict[str, Path]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("dagster")
    files = {name: compile_flow(folder, name) for name in FILES}
    with dagster_dev(folder, *files.values(), FRAGILE_FOLDER=str(folder)) as url:
        yield folder, url, files


@pytest.fixture(autouse=True)
def clean(server: Server) -> None:
    for name in ("fail", "sleep", "journal"):
        (server[0] / name).unlink(missing_ok=True)


def launch(server: Server, name: str, *words: str) -> dict[str, str]:
    folder, url, files = server
    done = execute(folder, files[name], "trigger", *words, "--url", url, "--json")
    assert done.returncode == 0, done.stderr
    launched: dict[str, str] = json.loads(done.stdout)
    return launched


def status(server: Server, run_id: str) -> str:
    folder, url, files = server
    words = ("status", f"dagster-{run_id}", "--url", url, "--json")
    done = execute(folder, files["fragile"], *words)
    return str(json.loads(done.stdout)["status"])


def resumed_here(server: Server, run_id: str) -> str:
    """The run that goes on, on the command line, with one of the webserver's."""
    folder, _, files = server
    words = ("resume", f"dagster-{run_id}", "--run-id-file", folder / "resumed")
    more = {"FRAGILE_FOLDER": str(folder), "DAGSTER_HOME": ""}
    done = execute(folder, files["fragile"], *words, more=more)
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "resumed").read_text().removeprefix("dagster-")


def journal(folder: Path) -> list[str]:
    lines = (folder / "journal").read_text().splitlines()
    return sorted(line.split(" ", 1)[1] for line in lines)


def test_every_shape(server: Server) -> None:
    """Every task is a step in Dagster, and what it has made is as native."""
    folder, url, _ = server
    launched = launch(server, "everything", "--width", "2", "--tag", "said")
    run = ended_run(url, launched["id"])
    assert run["status"] == "SUCCESS"
    ours = snapshot(folder, launched["pathspec"])
    native = run_natively(folder, "everything", "--width", "2")
    assert ours["tasks"] == snapshot(folder, f"EverythingFlow/{native}")["tasks"]
    assert {"said", f"dagster_run:{launched['id']}"} < set(ours["tags"])
    steps = {each["stepKey"]: each for each in run["stepStats"]}
    assert {"square[1]", "letter[1_0]", "spell[1]", "odd[2]", "again"} < set(steps)
    assert {each["status"] for each in steps.values()} == {"SUCCESS"}
    assert len(steps["flaky"]["attempts"]) == 2
    assert len(steps["square[1]"]["attempts"]) == 1
    tags = {tag["key"]: tag["value"] for tag in run["tags"]}
    assert tags["metaflow/run"] == launched["pathspec"]
    assert status(server, launched["id"]) == "SUCCEEDED"
    logs = ask(url, LOGS, key=[launched["id"], "compute_logs", "end"])
    assert "end | hello nobody" in logs["stdout"]
    assert "$ python everything.py step end --run-id" in logs["stdout"]


def test_from_failure_and_again(server: Server) -> None:
    """Finished tasks are cloned: also those of the run before the run before."""
    folder, url, _ = server
    (folder / "fail").write_text("work:1")
    first = launch(server, "fragile", "--must", "7")["id"]
    assert ended_run(url, first)["status"] == "FAILURE"
    assert status(server, first) == "FAILED"
    assert journal(folder) == ["start 0", "work:0 0", "work:1 0", "work:2 0"]

    (folder / "fail").write_text("join")
    (folder / "journal").unlink()
    second = re_executed(url, first, "FROM_FAILURE")
    assert ended_run(url, second)["status"] == "FAILURE"
    assert journal(folder) == ["join 0", "work:1 0"]

    (folder / "fail").unlink()
    (folder / "journal").unlink()
    third = re_executed(url, second, "FROM_FAILURE")
    assert ended_run(url, third)["status"] == "SUCCESS"
    assert journal(folder) == ["end 0", "join 0"]
    ours = snapshot(folder, f"FragileFlow/dagster-{third}")
    assert ours["successful"]
    assert last(ours)["out"] == "[0, 2, 4]"

    (folder / "journal").unlink()
    fourth = re_executed(url, third, "ALL_STEPS")
    assert ended_run(url, fourth)["status"] == "SUCCESS"
    assert len(journal(folder)) == 6
    assert snapshot(folder, f"FragileFlow/dagster-{fourth}")["successful"]


def test_selected_steps(server: Server) -> None:
    """They run again, on what the run before has made of all others."""
    folder, url, _ = server
    first = launch(server, "fragile", "--must", "7")["id"]
    assert ended_run(url, first)["status"] == "SUCCESS"
    (folder / "journal").unlink()
    second = re_executed_steps(url, first, "join", "end")
    assert ended_run(url, second)["status"] == "SUCCESS"
    assert journal(folder) == ["end 0", "join 0"]
    ours = snapshot(folder, f"FragileFlow/dagster-{second}")
    assert ours["successful"]
    assert last(ours)["out"] == "[0, 2, 4]"


def test_branches_that_are_not_taken(server: Server) -> None:
    folder, url, _ = server
    for mode, skipped in (
        ("fast", {"slow", "slow2"}),
        ("slow", {"fast"}),
        ("skip", {"fast", "slow", "slow2"}),
    ):
        launched = launch(server, "switch", "--mode", mode)
        run = ended_run(url, launched["id"])
        assert run["status"] == "SUCCESS"
        found = {each["stepKey"]: each["status"] for each in run["stepStats"]}
        assert {key for key, each in found.items() if each == "SKIPPED"} == skipped
        assert snapshot(folder, launched["pathspec"])["successful"]


def test_resume_here_what_failed_there(server: Server) -> None:
    folder, url, _ = server
    (folder / "fail").write_text("work:2")
    first = launch(server, "fragile", "--must", "7")["id"]
    assert ended_run(url, first)["status"] == "FAILURE"
    (folder / "fail").unlink()
    (folder / "journal").unlink()
    again = resumed_here(server, first)
    assert journal(folder) == ["end 0", "join 0", "work:2 0"]
    assert snapshot(folder, f"FragileFlow/dagster-{again}")["successful"]


@pytest.mark.parametrize("how", ["terminate", "SIGKILL"])
def test_end(server: Server, how: str) -> None:
    """No process is left behind, and a re-execution finishes the run."""
    folder, url, _ = server
    before = set(processes(folder))
    (folder / "sleep").write_text("work:1")
    run_id = launch(server, "fragile", "--must", "7")["id"]
    wait_until(lambda: (folder / "journal").exists() and len(journal(folder)) == 4)
    time.sleep(1)  # for the ends of the others
    assert status(server, run_id) == "RUNNING"
    if how == "terminate":
        ask(url, TERMINATE, id=run_id)
        assert ended_run(url, run_id)["status"] == "CANCELED"
    else:
        tags = ask(url, "query ($id: ID!) { runOrError(runId: $id) { ... on Run { tags "
            "{ key value } } } }", id=run_id)["tags"]  # fmt: skip
        process = next(t["value"] for t in tags if t["key"] == "metaflow/process")
        os.kill(int(process.split()[1]), signal.SIGKILL)
    wait_until(lambda: set(processes(folder)) <= before)
    expected = "CANCELLED" if how == "terminate" else "FAILED"
    assert status(server, run_id) == expected
    (folder / "sleep").unlink()
    (folder / "journal").unlink()
    if how == "terminate":
        again = re_executed(url, run_id, "FROM_FAILURE")
        assert ended_run(url, again)["status"] == "SUCCESS"
    else:  # to Dagster it is running for ever
        again = resumed_here(server, run_id)
    assert journal(folder) == ["end 0", "join 0", "work:1 0"]
    assert snapshot(folder, f"FragileFlow/dagster-{again}")["successful"]


def test_server_is_killed(tmp_path: Path) -> None:
    """With all that serves: the run goes on to its end, which the next server knows."""
    file = compile_flow(tmp_path, "everything")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    with dagster_dev(tmp_path, file, EVERYTHING_SLEEP="square:8", **log) as url:
        run_id = launch((tmp_path, url, {"everything": file}), "everything")["id"]
        wait_for_sleepers(tmp_path)
        for process, command in processes(tmp_path).items():
            if " -m dagster" in command:
                os.kill(process, signal.SIGKILL)
        wait_until(lambda: not processes(tmp_path), 60)
    with dagster_dev(tmp_path, file) as url:
        assert ended_run(url, run_id)["status"] == "SUCCESS"
    assert snapshot(tmp_path, f"EverythingFlow/dagster-{run_id}")["successful"]


def last(found: dict[str, Any]) -> dict[str, str]:
    tasks = next(each for key, each in found["tasks"].items() if "end" in key)
    return dict(tasks[0])
