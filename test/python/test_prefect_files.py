"""The generated file for Prefect: as a reader, a linter and Prefect itself see it."""

import json
import os
import time
from pathlib import Path
from typing import Any

from prefect_files import ask, compile_flow
from running import execute, run_generated, snapshot

LOAD = """
import asyncio, json, sys
from prefect.flows import load_flow_from_entrypoint

flow = load_flow_from_entrypoint(sys.argv[1])
schema = flow.parameters.model_dump()
print(json.dumps([schema["properties"], schema["required"], flow.description]))
if len(sys.argv) > 2:
    asyncio.run(flow(**json.loads(sys.argv[2])))
"""


def load(folder: Path, api: str, *words: str) -> Any:
    """The parameters as Prefect sees them, as for a deployment; and runs the flow."""
    done = execute(folder, "-c", LOAD, *words, more={"PREFECT_API_URL": api})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[0])


def last(folder: Path, pathspec: str) -> Any:
    tasks = snapshot(folder, pathspec)["tasks"]
    return eval(next(each for key, each in tasks.items() if "end" in key)[0]["out"])


def test_parameters(tmp_path: Path, api: str) -> None:
    entry = f"{compile_flow(tmp_path, 'odd_names')}:http_odd_names_flow"
    given = {
        "must": 7,
        "json": {"x": None},
        "copy": 2.5,
        "resume_from_2": "",
        "a_b": "",
    }
    properties, required, description = load(tmp_path, api, entry, json.dumps(given))
    assert required == ["must"]
    assert list(properties)[:3] == ["must", "class_", "json"]
    assert properties["class_"]["description"] == "a word of Python's"
    assert properties["class_"]["type"] == "integer"
    assert properties["json"]["default"] == [1, 1.5, None, True]
    assert "default" not in properties["must"]
    assert description.startswith("Parameters whose names mean something elsewhere")
    flow_runs = ask(api, "flow_runs/filter", flows={"name": {"any_": [ODD]}})
    (flow_run,) = flow_runs
    out = last(tmp_path, f"{ODD}/prefect-{flow_run['id']}")
    assert (out["a"], out["b"], out["e"]) == (1, {"x": None}, "")
    assert (out["k"], out["n"], out["q"]) == (2.5, [12345678901234567890], 7)


ODD = "HTTPOddNamesFlow"


def test_words(tmp_path: Path, api: str) -> None:
    """As said, they reach Metaflow; Prefect shows them by their types."""
    file = compile_flow(tmp_path, "odd_names")
    words = ["--must", "5", "--class", "3", "--json", '{"a": 1}', "--wait_for", "-x"]
    run_id, _ = run_generated(
        tmp_path, file, "run", *words, "--flow", "no", PREFECT_API_URL=api
    )
    out = last(tmp_path, f"{ODD}/{run_id}")
    assert (out["q"], out["a"], out["b"], out["g"]) == (5, 3, {"a": 1}, "-x")
    assert out["p"] is False
    shown = ask(api, f"flow_runs/{run_id[8:]}")["parameters"]
    assert (shown["must"], shown["class_"], shown["json"]) == (5, 3, {"a": 1})
    assert shown["flow"] is False
    again, _ = run_generated(tmp_path, file, "resume", run_id, PREFECT_API_URL=api)
    shown = ask(api, f"flow_runs/{again[8:]}")["parameters"]
    assert (shown["must"], shown["resume_from"]) == (5, run_id)
    assert last(tmp_path, f"{ODD}/{again}") == out


def test_wrong_words(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "params")
    for words, reason in (
        ([], "Missing option '--req'"),
        (["--req", "x", "--nonsense", "1"], "no such option: --nonsense"),
        (["--req", "x", "--my-int", "one"], "one is not a valid integer"),
    ):
        done = execute(tmp_path, file, "run", *words, more={"PREFECT_API_URL": api})
        assert done.returncode == 2
        assert reason in done.stderr.splitlines()[-1]


def test_required_from_the_environment(tmp_path: Path, api: str) -> None:
    more = {"METAFLOW_RUN_MUST": "9", "PREFECT_API_URL": api}
    file = compile_flow(tmp_path, "odd_names")
    run_id, _ = run_generated(tmp_path, file, **more)
    assert last(tmp_path, f"{ODD}/{run_id}")["q"] == 9
    assert ask(api, f"flow_runs/{run_id[8:]}")["parameters"]["must"] == 9


def test_what_prefect_knows(tmp_path: Path, api: str) -> None:
    file = compile_flow(tmp_path, "everything", name="Said otherwise")
    run_id, done = run_generated(tmp_path, file, PREFECT_API_URL=api)
    flow_run = {"id": {"any_": [run_id[8:]]}}
    (flow,) = ask(api, "flows/filter", flow_runs=flow_run)
    assert flow["name"] == "Said otherwise"

    tasks: dict[str, Any] = {}
    for _ in range(50):  # the server writes them down a little later
        found = ask(api, "task_runs/filter", flow_runs=flow_run, limit=200)
        tasks = {task["name"]: task for task in found}
        if len(tasks) == 32 and all(t["state_type"] == "COMPLETED" for t in found):
            break
        time.sleep(0.2)
    assert {"square[1]", "letter[1][0]", "again #3", "odd[2]"} <= set(tasks)
    assert (tasks["flaky"]["run_count"], tasks["square[1]"]["run_count"]) == (2, 1)
    names = {task["id"]: name for name, task in tasks.items()}

    def after(name: str) -> set[str]:
        return {names[each["id"]] for each in tasks[name]["task_inputs"]["after"]}

    assert after("total") == {"label[0]", "label[1]", "label[2]"}
    assert after("square[1]") == {"numbers"}
    assert after("again #2") == {"again"}
    assert after("played") == {"odd[0]", "even[1]", "odd[2]"}

    (artifact,) = ask(
        api, "artifacts/filter", artifacts={"flow_run_id": flow_run["id"]}
    )
    assert artifact["key"] == "everythingflow"
    assert f"run = Run('EverythingFlow/{run_id}')" in artifact["data"]
    assert "| `flaky/flaky` | 2 | " in artifact["data"]
    assert "| `square/square-1` | 1 | " in artifact["data"]

    logs = ask(api, "logs/filter", logs={"flow_run_id": flow_run["id"]}, limit=200)
    (hello,) = [log for log in logs if log["message"].startswith("hello nobody")]
    assert hello["task_run_id"] == tasks["end"]["id"]
    assert os.linesep not in hello["message"]
    assert f"Run EverythingFlow/{run_id} has succeeded" in done.stdout
