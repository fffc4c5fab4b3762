"""Deployments on the real Prefect: registered, triggered, run, cancelled, retried."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults import ASLEEP
from matrix import ARGUMENTS
from prefect_files import ask, compile_flow
from running import execute, run_natively, snapshot
from shapes import FLOWS, environment
from watching import journal, processes, wait_until

UNDER_WAY = ("SCHEDULED", "PENDING", "RUNNING", "CANCELLING")


def say(
    folder: Path, api: str, file: Path, *words: str, code: int = 0, **more: str
) -> str:
    here = {"PREFECT_API_URL": api, "PREFECT_HOME": str(folder / "home"), **more}
    done = execute(folder, file, *words, more=here)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stderr if code else done.stdout


@contextmanager
def executing(
    folder: Path,
    api: str,
    *command: object,
    python: str = sys.executable,
    **more: str,
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that executes runs, and its children."""
    here = {"PREFECT_API_URL": api, "PREFECT_HOME": str(folder / "home"), **more}
    with open(folder / "output", "w") as output:
        process = subprocess.Popen(
            [python, *map(str, command)],
            cwd=FLOWS,
            env=environment(folder, **here),
            stdout=output,
            stderr=output,
        )
    try:
        yield process
    except BaseException:
        print((folder / "output").read_text())
        raise
    finally:
        process.terminate()
        process.wait(30)


def wait_for(api: str, flow_run: str, state: str, passing: str = "") -> None:
    for _ in range(600):
        found = ask(api, f"flow_runs/{flow_run}")
        if found["state_type"] == state:
            return
        assert found["state_type"] in (passing, *UNDER_WAY), found["state"]
        time.sleep(0.1)
    raise TimeoutError(f"{flow_run}: {found['state']}")


def test_a_deployment_for_a_process_pool(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "params")
    shutil.copy(FLOWS / "inc.txt", tmp_path)  # where the runs will be
    home = {"PREFECT_API_URL": api, "PREFECT_HOME": str(tmp_path / "home")}
    pool = ["-m", "prefect", "work-pool", "create", "--type", "process", "pool"]
    subprocess.run(
        [sys.executable, *pool], env={**os.environ, **home}, check=True, timeout=60
    )
    words = ["deploy", "--work-pool", "pool", "--tag", "mine", "--json"]
    words += ["--job-variable", 'env={"MINE": "1"}', "--concurrency-limit", "2"]
    first = json.loads(say(tmp_path, api, file, *words))
    again = json.loads(say(tmp_path, api, file, *words))
    assert first == again
    assert first["name"] == "ParamFlow/default"
    found = ask(api, f"deployments/{first['id']}")
    assert found["tags"] == ["mine"]
    assert found["work_pool_name"] == "pool"
    assert found["global_concurrency_limit"]["limit"] == 2
    assert found["job_variables"]["env"]["MINE"] == "1"
    schema = found["parameter_openapi_schema"]
    assert "req" in schema["required"]
    said = ARGUMENTS["params"]
    triggered = json.loads(say(tmp_path, api, file, "trigger", "--json", *said))
    worker = ["-m", "prefect", "worker", "start", "--pool", "pool", "--type", "process"]
    with executing(tmp_path, api, *worker):
        wait_for(api, triggered["id"], "COMPLETED")
    run_id = triggered["pathspec"].partition("/")[2]
    assert run_id == f"prefect-{triggered['id']}"
    native = run_natively(tmp_path, "params", *said)
    ours = snapshot(tmp_path, triggered["pathspec"])
    assert ours["tasks"] == snapshot(tmp_path, f"ParamFlow/{native}")["tasks"]
    assert "mine" in ours["tags"]
    told = json.loads(say(tmp_path, api, file, "status", "--json", run_id))
    assert told == {"status": "SUCCEEDED", "pathspec": triggered["pathspec"]}


def test_what_is_wrong_is_said_to_who_triggers(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "params")
    told = say(tmp_path, api, file, "trigger", "--req", "x", "--my-int", "q", code=1)
    assert "q is not a valid integer" in told
    told = say(tmp_path, api, file, "trigger", "--name", "no", "--req", "x", code=1)
    assert "has no deployment ParamFlow/no" in told
    told = say(tmp_path, api, file, "deploy", "--work-pool", "nowhere", code=1)
    assert 'Work pool "nowhere" not found' in told
    told = say(tmp_path, api, file, "deploy", code=1)
    assert "--work-pool is needed" in told
    told = say(tmp_path, "", file, "trigger", "--req", "x", code=1)
    assert "No Prefect API is configured" in told
    closed = "http://127.0.0.1:1/api"
    told = say(tmp_path, closed, file, "trigger", "--req", "x", code=1)
    assert f"Prefect's API at {closed} does not answer" in told


def test_branches_of_a_project_have_their_own(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "config")
    configs = ["--config-value", "c1", '{"project": "p1", "x": 5}']
    out = tmp_path / "prefect.yaml"
    yaml = ["deploy", "--work-pool", "any", "--prefect-yaml", str(out)]
    say(tmp_path, api, file, *yaml, "--branch", "b1", *configs)
    assert "name: p1.test.b1\n" in out.read_text()
    say(tmp_path, api, file, *yaml, "--production", *configs)
    assert "name: p1.prod\n" in out.read_text()
    with executing(tmp_path, api, file, "serve", "--branch", "b1", *configs):
        words = ["trigger", "--json", "--branch", "b1", *configs]
        triggered = json.loads(wait_to_trigger(tmp_path, api, file, *words))
        wait_for(api, triggered["id"], "COMPLETED")
    native = run_natively(tmp_path, "config", top=("--branch", "b1", *configs))
    ours = snapshot(tmp_path, triggered["pathspec"])
    assert ours["tasks"] == snapshot(tmp_path, f"ConfigFlow/{native}")["tasks"]
    assert "project_branch:test.b1" in ours["tags"]


def wait_to_trigger(folder: Path, api: str, file: Path, *words: str) -> str:
    """Until `serve` has registered its deployment."""
    for _ in range(30):
        here = {"PREFECT_API_URL": api, "PREFECT_HOME": str(folder / "home")}
        done = execute(folder, file, *words, more=here)
        if done.returncode == 0:
            return done.stdout
        assert "has no deployment" in done.stderr, done.stderr
        time.sleep(0.5)
    raise TimeoutError(done.stderr)


def test_cancel_and_retry_of_a_served_run(tmp_path: Path, api: str) -> None:
    """Prefect's Retry goes on with the same Metaflow run; nothing runs twice."""
    file = compile_flow(tmp_path, "everything")
    log = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    words = ["trigger", "--json"]
    with executing(tmp_path, api, file, "serve", **log, EVERYTHING_SLEEP="square:60"):
        triggered = json.loads(wait_to_trigger(tmp_path, api, file, *words))
        run = f"flow_runs/{triggered['id']}/set_state"
        wait_until(lambda: set(journal(tmp_path)) >= ASLEEP)
        wait_until(lambda: "sentence 0" in journal(tmp_path))
        time.sleep(0.3)  # for the end of `sentence`
        ask(api, run, state={"type": "CANCELLING", "name": "Cancelling"}, force=True)
        wait_for(api, triggered["id"], "CANCELLED")
        steps = [each for each in processes(tmp_path).values() if " -c " in each]
        assert steps == []
    done_before = Counter(journal(tmp_path)) - Counter(ASLEEP)
    (tmp_path / "journal").unlink()
    with executing(tmp_path, api, file, "serve", **log):
        ask(api, run, state={"type": "SCHEDULED", "name": "AwaitingRetry"}, force=True)
        wait_for(api, triggered["id"], "COMPLETED", passing="CANCELLED")
    assert not Counter(journal(tmp_path)) & done_before
    native = run_natively(tmp_path, "everything")
    ours = snapshot(tmp_path, triggered["pathspec"])
    assert ours["tasks"] == snapshot(tmp_path, f"EverythingFlow/{native}")["tasks"]
