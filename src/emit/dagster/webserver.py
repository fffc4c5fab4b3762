"""Dagster's webserver: finds the deployed job, and launches runs of it."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from typing import Any

from tasks import RunFailed

API_PATIENCE = 60  # seconds for an answer

JOBS = """query { workspaceOrError { ... on Workspace { locationEntries {
  name
  locationOrLoadError {
    ... on RepositoryLocation { repositories { name jobs { name } } }
    ... on PythonError { message }
  }
} } } }"""
LAUNCH = """mutation ($params: ExecutionParams!) {
  launchRun(executionParams: $params) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on RunConfigValidationInvalid { errors { message } }
    ... on PythonError { message }
  }
}"""
STATUS = """query ($id: ID!) {
  runOrError(runId: $id) { ... on Run { status tags { key value } } }
}"""
RELOAD = "mutation { reloadWorkspace { __typename } }"


def ask(url: str, query: str, **variables: Any) -> Any:
    """The answer to one GraphQL request."""
    headers = {"Content-Type": "application/json"}
    if token := os.environ.get("DAGSTER_CLOUD_API_TOKEN"):
        headers["Dagster-Cloud-Api-Token"] = token
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{url.rstrip('/')}/graphql", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=API_PATIENCE) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as fault:
        said = fault.read().decode(errors="replace").splitlines()
        raise RunFailed(f"Dagster at {url} refuses: {fault}", said[:5]) from None
    except (OSError, ValueError) as fault:
        raise RunFailed(
            f"No Dagster webserver answers at {url} ({fault}): start one with "
            "`dagster dev`, or say where it is with --url"
        ) from None
    if answer.get("errors"):
        raise RunFailed(f"Dagster at {url}: {answer['errors'][0]['message']}")
    return next(iter(answer["data"].values()))


def location_of(url: str, job: str) -> tuple[str, str]:
    """The code location and the repository in which a job is deployed."""
    faults = []
    for entry in ask(url, JOBS)["locationEntries"]:
        location = entry["locationOrLoadError"] or {}
        for repository in location.get("repositories", ()):
            if job in [each["name"] for each in repository["jobs"]]:
                return entry["name"], repository["name"]
        if "message" in location:
            faults.append(f"{entry['name']}: {location['message'].strip()}")
    raise RunFailed(
        f"The Dagster at {url} has no job {job}: load this file there, with "
        "`dagster dev -f` or the word `deploy`",
        faults,
    )


def launch(url: str, job: str, config: dict[str, Any], tags: dict[str, str]) -> str:
    """Starts a run; gives its id."""
    location, repository = location_of(url, job)
    selector = {
        "repositoryLocationName": location,
        "repositoryName": repository,
        "jobName": job,
    }
    pairs = [{"key": key, "value": value} for key, value in tags.items()]
    params = {
        "selector": selector,
        "runConfigData": config,
        "mode": "default",
        "executionMetadata": {"tags": pairs},
    }
    answer = ask(url, LAUNCH, params=params)
    if "run" not in answer:
        errors = answer.get("errors") or [answer]
        reasons = [error.get("message", answer["__typename"]) for error in errors]
        raise RunFailed(f"The Dagster at {url} has not launched the run", reasons)
    run_id: str = answer["run"]["runId"]
    return run_id
