"""Files run on the Prefect that is installed, and on others that are asked for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from prefect_files import compile_flow, prefect_server
from running import run_natively, snapshot
from shapes import FLOWS, environment
from test_prefect_deploy import executing, wait_for
from versions import python_with

# Its server runs with no newer FastAPI; the last one it needs, and does not ask for.
OLDEST = ("prefect==3.1.15", "fastapi==0.115.14", "importlib-metadata")


def say(folder: Path, *words: object, code: int = 0, **more: str) -> str:
    done = subprocess.run(
        list(map(str, words)),
        cwd=FLOWS,
        env=environment(folder, PREFECT_HOME=str(folder / "home"), **more),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stderr if code else done.stdout


@pytest.mark.parametrize("others", [(), OLDEST], ids=["installed", "oldest"])
def test_version(tmp_path: Path, others: tuple[str, ...]) -> None:
    """A run on a temporary server, and one by a worker of a real one."""
    python = str(python_with(tmp_path / "venv", *others))
    file, id_file = compile_flow(tmp_path, "everything"), tmp_path / "run-id"
    here = [python, "-W", "ignore", file]
    say(tmp_path, *here, "run", "--run-id-file", id_file, PREFECT_API_URL="")
    native = run_natively(tmp_path, "everything")
    expected = snapshot(tmp_path, f"EverythingFlow/{native}")["tasks"]
    ours = snapshot(tmp_path, f"EverythingFlow/{id_file.read_text()}")
    assert ours["tasks"] == expected
    with prefect_server(tmp_path / "server", python=python) as url:
        api = {"PREFECT_API_URL": url}
        prefect = [python, "-W", "ignore", "-m", "prefect"]
        say(tmp_path, *prefect, "work-pool", "create", "-t", "process", "pool", **api)
        say(tmp_path, *here, "deploy", "--work-pool", "pool", **api)
        again = json.loads(
            say(tmp_path, *here, "deploy", "--work-pool", "pool", "--json", **api)
        )
        assert again["name"] == "EverythingFlow/default"
        triggered = json.loads(say(tmp_path, *here, "trigger", "--json", **api))
        worker = ["-m", "prefect", "worker", "start", "-p", "pool", "-t", "process"]
        with executing(tmp_path, url, *worker, python=python):
            wait_for(url, triggered["id"], "COMPLETED")
        ours = snapshot(tmp_path, triggered["pathspec"])
        assert ours["tasks"] == expected
        run_id = triggered["pathspec"].partition("/")[2]
        assert "SUCCEEDED" in say(tmp_path, *here, "status", run_id, **api)


def test_too_old(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "linear")
    text = file.read_text()
    assert text.count('OLDEST_PREFECT = "3.1.15"') == 1
    file.write_text(text.replace("3.1.15", "97.1"))
    told = say(tmp_path, sys.executable, file, "run", code=1)
    assert "This file needs Prefect 97.1 or newer, and 3." in told
    assert "Traceback" not in told


def test_server_that_does_not_start(tmp_path: Path) -> None:
    """As with a FastAPI that is too new for it: then its import ends with an error."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "uvicorn.py").write_text("raise TypeError('min_items')")
    file = compile_flow(tmp_path, "linear")
    path = {"PYTHONPATH": str(tmp_path / "modules"), "PREFECT_API_URL": ""}
    told = say(tmp_path, sys.executable, file, "run", code=1, **path)
    assert "Prefect's own server does not work here: TypeError: min_items" in told
    assert "pip install fastapi==" in told
    assert "Traceback" not in told
