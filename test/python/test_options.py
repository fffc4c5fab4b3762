"""What can be said on the command line, and what Metaflow makes of it."""

import ast
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from compiling import local_file
from running import execute, run_generated, run_natively, snapshot
from shapes import FLOWS


def last(folder: Path, pathspec: str) -> dict[str, Any]:
    """Artifact `out` of the end step, evaluated."""
    tasks = snapshot(folder, pathspec)["tasks"]
    end = next(each for name, each in tasks.items() if name.startswith("end"))
    out: dict[str, Any] = eval(end[0]["out"], {"ConfigValue": dict})
    return out


def knowing_only(file: Path, *names: str) -> Path:
    """The file as of a flow whose other parameters only Python can tell."""
    text = file.read_text()
    table = re.search(r"^PARAMETERS: .*? = (\{.*?^\})$", text, re.M | re.S)
    assert table
    known = {name: ast.literal_eval(table[1])[name] for name in names}
    file.write_text(text.replace(table[1], repr(known)))
    return file


@pytest.mark.parametrize("known", [(), ("s", "req")])
def test_parameters_and_deploy_time_defaults(
    tmp_path: Path, known: tuple[str, ...]
) -> None:
    file = local_file(tmp_path, "params")
    if known:
        file = knowing_only(file, *known)
    words = ["--req", "--dash", "--s", "", "--UpperCase", "x y", "--sep", "1,2"]
    run_id, _ = run_generated(
        tmp_path, file, "run", *words, "--param", "my-int=-7", METAFLOW_RUN_F="2.5"
    )
    out = last(tmp_path, f"ParamFlow/{run_id}")
    assert out["req"] == "--dash"
    assert (out["s"], out["i"], out["Up"]) == ("", -7, "x y")
    assert (out["f"], out["sep"]) == (2.5, ["1", "2"])
    assert (out["l"], out["li"]) == ("late-ParamFlow-l", 12)
    assert out["inc"] == "included text\n"
    assert out["n"] is None


def test_wrong_parameters(tmp_path: Path) -> None:
    file = local_file(tmp_path, "params")
    for words, reason in (
        ([], "Missing option '--req'"),
        (["--req", "x", "--nonsense", "1"], "no such option: --nonsense"),
        (["--req", "x", "--my-int", "one"], "one is not a valid integer"),
    ):
        _, done = run_generated(tmp_path, file, "run", *words, code=2)
        assert reason in done.stderr.splitlines()[-1]
    done = execute(tmp_path, file, "run", "3")
    assert done.returncode == 2
    done = execute(tmp_path, file, "run", "--help")
    assert done.returncode == 0
    assert "--my-int INT" in done.stdout


def test_current(tmp_path: Path) -> None:
    """Tags, namespace, project, trigger: as the steps see them."""
    trigger = run_natively(tmp_path, "linear")
    file = local_file(tmp_path, "current_values", tag=["baked"], branch="baked")
    words = ["--tag", "said", "--tag", "baked", "--namespace", "user:else"]
    words += ["--branch", "said", "--trigger", f"LinearFlow/{trigger}"]
    run_id, _ = run_generated(tmp_path, file, "run", *words)
    out = last(tmp_path, f"CurFlow/{run_id}")
    assert out["run_id"] == run_id
    assert (out["task_id"], out["origin_run_id"]) == ("end", None)
    assert (out["branch_name"], out["is_production"]) == ("test.said", False)
    assert out["tags"] == ["baked", "said"]
    assert out["ns"] == "user:else"
    assert out["trig_run"][0] == f"Run('LinearFlow/{trigger}')"
    tags = snapshot(tmp_path, f"CurFlow/{run_id}")["tags"]
    assert {"baked", "said", "project:pp", "user:tester"} <= set(tags)

    run_id, _ = run_generated(tmp_path, file, "run", "--production")
    out = last(tmp_path, f"CurFlow/{run_id}")
    assert out["branch_name"] == "prod.baked"


def test_configs_are_those_of_the_origin(tmp_path: Path) -> None:
    baked = [["c1", '{"project": "baked", "x": 2}']]
    file = local_file(tmp_path, "config", configValue=baked)
    first, _ = run_generated(tmp_path, file)
    assert last(tmp_path, f"ConfigFlow/{first}")["x"] == 2
    value = '{"project": "given", "x": 3}'
    second, _ = run_generated(tmp_path, file, "run", "--config-value", "c1", value)
    out = last(tmp_path, f"ConfigFlow/{second}")
    assert (out["x"], out["p"], out["pf"]) == (3, 3, "given.user.tester.ConfigFlow")
    third, _ = run_generated(
        tmp_path, file, "resume", second, "--step-to-rerun", "start"
    )
    assert last(tmp_path, f"ConfigFlow/{third}") == out


def test_with(tmp_path: Path) -> None:
    """`--with`, baked and said, and Metaflow's own default decorators."""
    file = local_file(tmp_path, "sees", **{"with": ["retry:times=1"]})
    words = ["--with", 'environment:vars={"SEEN": "1"}']
    run_id, _ = run_generated(
        tmp_path, file, "run", *words, METAFLOW_DEFAULT_DECOSPECS="catch:var=fault"
    )
    out = last(tmp_path, f"SeesFlow/{run_id}")
    assert out == {"decorators": ["retry", "environment", "catch"], "SEEN": "1"}


def test_environment(tmp_path: Path) -> None:
    run_id, _ = run_generated(
        tmp_path, local_file(tmp_path, "sees"), METAFLOW_TRANSPILE_TEST="x"
    )
    tasks = snapshot(tmp_path, f"SeesFlow/{run_id}")["tasks"]
    (start,) = next(each for name, each in tasks.items() if name.startswith("start"))
    seen = eval(start["seen"])
    assert seen["PATH"].split(os.pathsep)[0] == os.path.dirname(sys.executable)
    assert seen["METAFLOW_RUNTIME_NAME"] == "local"
    assert seen["FROM_GETENV"] == "x"
    assert seen["PYTHONHASHSEED"] == "7"  # read at the start of an interpreter
    assert start["cwd"] == repr(str(FLOWS))


def test_no_user_name(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    run_id, done = run_generated(
        tmp_path, file, METAFLOW_USER="", SUDO_USER="", USERNAME="", USER="root"
    )
    assert done.stderr.count("METAFLOW_USER") == 1
    assert "user:unknown" in snapshot(tmp_path, f"LinearFlow/{run_id}")["tags"]


def test_status(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    run_id, _ = run_generated(tmp_path, file)
    done = execute(tmp_path, file, "status", f"LinearFlow/{run_id}", "--json")
    pathspec = f"LinearFlow/{run_id}"
    assert json.loads(done.stdout) == {"status": "SUCCEEDED", "pathspec": pathspec}
    assert execute(tmp_path, file, "status", "local-none").returncode == 1


@pytest.mark.parametrize("name", ["custom_ends", "single"])
def test_ends_after_resume(tmp_path: Path, name: str) -> None:
    """Metaflow's own resume loses which step is the last."""
    file = local_file(tmp_path, name)
    run_id, _ = run_generated(tmp_path, file)
    resumed, _ = run_generated(tmp_path, file, "resume", run_id)
    flow = {"custom_ends": "CustomEndsFlow", "single": "SingleFlow"}[name]
    assert snapshot(tmp_path, f"{flow}/{resumed}")["successful"]
