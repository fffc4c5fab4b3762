"""Flows compiled for Dagster, and a `dagster dev` that serves them."""

import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import compiling
from serving import ask_json, free_port, wait_for
from shapes import environment

compile_flow = functools.partial(compiling.compile_flow, target="dagster")


@contextmanager
def dagster_dev(folder: Path, *files: Path, **more: str) -> Iterator[str]:
    """A webserver and a daemon, with a home of their own; gives the address."""
    home = folder / "dagster-home"
    home.mkdir(exist_ok=True)
    (home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    port = free_port()
    command = [sys.executable, "-m", "dagster", "dev", "-p", str(port)]
    for file in files:
        command += ["-f", str(file)]
    log = (folder / "dagster.log").open("w")
    dev = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder, DAGSTER_HOME=str(home), **more),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/server_info")
        yield url
    finally:
        os.killpg(dev.pid, signal.SIGINT)
        try:
            dev.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(dev.pid, signal.SIGKILL)
        log.close()


def ask(url: str, query: str, **variables: Any) -> Any:
    """The answer of a webserver to a GraphQL request."""
    answer = ask_json(f"{url}/graphql", {"query": query, "variables": variables})
    assert "errors" not in answer, answer
    return next(iter(answer["data"].values()))


RUN = """query ($id: ID!) { runOrError(runId: $id) { ... on Run {
  status tags { key value } stepStats { stepKey status attempts { startTime } }
} } }"""
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}


def ended_run(url: str, run_id: str, seconds: int = 60) -> Any:
    for _ in range(10 * seconds):
        run = ask(url, RUN, id=run_id)
        if run["status"] in ENDED:
            return run
        time.sleep(0.1)
    raise TimeoutError(f"run {run_id} does not end: {run}")


RE_EXECUTE = """mutation ($params: ReexecutionParams) {
  launchRunReexecution(reexecutionParams: $params) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message }
  }
}"""
OF_A_JOB = """query ($id: ID!) { runOrError(runId: $id) { ... on Run {
  rootRunId pipelineName repositoryOrigin { repositoryName repositoryLocationName }
} } }"""
CONFIG = """query ($id: ID!) { runOrError(runId: $id) { ... on Run { runConfig } } }"""
RE_EXECUTE_STEPS = """mutation ($params: ExecutionParams) {
  launchRunReexecution(executionParams: $params) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message }
  }
}"""
TERMINATE = """mutation ($id: String!) { terminateRun(runId: $id) { __typename } }"""
LOGS = """query ($key: [String!]!) { capturedLogs(logKey: $key) { stdout } }"""


def re_executed(url: str, run_id: str, strategy: str) -> str:
    """What the button of the UI does: `FROM_FAILURE` or `ALL_STEPS`."""
    params = {"parentRunId": run_id, "strategy": strategy}
    answer = ask(url, RE_EXECUTE, params=params)
    assert "run" in answer, answer
    return str(answer["run"]["runId"])


def re_executed_steps(url: str, run_id: str, *step_keys: str) -> str:
    """What the UI does with the steps that are selected in it."""
    origin = ask(url, OF_A_JOB, id=run_id)
    where = origin["repositoryOrigin"]
    selector = {**where, "jobName": origin["pipelineName"]}
    config = ask(url, CONFIG, id=run_id)["runConfig"]
    params = {
        "selector": selector,
        "mode": "default",
        "runConfigData": config,
        "stepKeys": step_keys,
        "executionMetadata": {
            "parentRunId": run_id,
            "rootRunId": origin["rootRunId"] or run_id,
        },
    }
    answer = ask(url, RE_EXECUTE_STEPS, params=params)
    assert "run" in answer, answer
    return str(answer["run"]["runId"])
