"""The generated file for Dagster: as a reader, a linter and Dagster itself see it."""

import json
from pathlib import Path
from typing import Any

from compiling import compile_files
from dagster_files import compile_flow
from running import execute, run_generated, snapshot
from shapes import FLOWS, SHAPES

HERE = {"DAGSTER_HOME": ""}
ODD = "HTTPOddNamesFlow"
DESCRIBE = """
import importlib, json, sys
module = importlib.import_module(sys.argv[1])
job = getattr(module, sys.argv[2])
(start,) = [node for node in job.nodes if node.name == "start"]
fields = start.definition.config_field.config_type.fields
print(json.dumps([job.name, job.description, {
    name: [
        field.config_type.key, field.is_required, field.description,
        field.default_value if field.default_provided else None,
    ] for name, field in fields.items()
}, {n.name: n.definition.description for n in job.nodes}]))
"""
IN_PROCESS = """
import importlib, json, sys
job = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])
config = {"ops": {"start": {"config": json.loads(sys.argv[3])}}}
result = job.execute_in_process(run_config=config)
print(result.run_id)
"""


def test_valid_definitions(tmp_path: Path) -> None:
    """Of all the flows at once: Dagster takes seconds to say so of one."""
    flows = [FLOWS / f"{name}.py" for name in SHAPES]
    files = compile_files(tmp_path, flows, target="dagster")
    words = [word for file in files for word in ("-f", file)]
    command = ("-m", "dagster", "definitions", "validate", *words)
    done = execute(tmp_path, *command, more={"DAGSTER_HOME": str(tmp_path)})
    assert done.returncode == 0, done.stdout + done.stderr


def load(folder: Path, script: str, *words: str) -> Any:
    more = {**HERE, "PYTHONPATH": str(folder)}
    done = execute(folder, "-c", script, *words, more=more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_parameters(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "everything")
    _, _, fields, docs = load(tmp_path, DESCRIBE, file.stem, "EverythingFlow")
    assert fields["width"] == ["Int", False, "items of the first foreach", 3]
    assert fields["scale"] == ["Float", False, None, 1.5]
    assert fields["loud"] == ["Bool", False, None, False]
    assert fields["options"] == ["Any", False, "a JSON object", {"words": ["a", "bc"]}]
    assert fields["user-name"][3] == "nobody"
    assert docs["square"] == "everything.py, line 53"
    file = compile_flow(tmp_path, "fragile")
    _, doc, fields, docs = load(tmp_path, DESCRIBE, file.stem, "FragileFlow")
    assert fields["must"][:2] == ["Int", True]
    assert doc.startswith("Fails where a file says so")
    assert docs["start"].startswith(
        "Says how many items there are.\n\nfragile.py, line"
    )


def test_odd_names(tmp_path: Path) -> None:
    """Any name that Metaflow takes works as config, and as a word."""
    file = compile_flow(tmp_path, "odd_names", name="Said otherwise!")
    name, _, fields, _ = load(tmp_path, DESCRIBE, file.stem, ODD)
    assert name == "Said_otherwise_"
    assert {"class", "json", "copy", "must"} < set(fields)
    words = ["--must", "5", "--class", "3", "--json", '{"a": 1}', "--wait_for", "-x"]
    run_id, _ = run_generated(tmp_path, file, "run", *words, "--flow", "no", **HERE)
    out = last(tmp_path, f"{ODD}/{run_id}")
    assert (out["q"], out["a"], out["b"], out["g"]) == (5, 3, {"a": 1}, "-x")
    again, _ = run_generated(tmp_path, file, "resume", run_id, **HERE)
    assert last(tmp_path, f"{ODD}/{again}") == out


def test_execute_in_process(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "fragile")
    more = {**HERE, "PYTHONPATH": str(tmp_path), "FRAGILE_FOLDER": str(tmp_path)}
    config = '{"must": 1, "width": 2}'
    words = ("-c", IN_PROCESS, file.stem, "FragileFlow", config)
    done = execute(tmp_path, *words, more=more)
    assert done.returncode == 0, done.stderr
    run_id = done.stdout.splitlines()[-1]
    found = snapshot(tmp_path, f"FragileFlow/dagster-{run_id}")
    assert found["successful"]
    assert "work | " not in found["stdout"]
    assert "work[1] | this is work:1" in done.stdout


def test_wrong_words(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "params")
    for words, reason in (
        ([], "Missing option '--req'"),
        (["--req", "x", "--nonsense", "1"], "no such option: --nonsense"),
        (["--req", "x", "--my-int", "one"], "one is not a valid integer"),
    ):
        done = execute(tmp_path, file, "run", *words, more=HERE)
        assert done.returncode == 2
        assert reason in done.stderr.splitlines()[-1]


def test_instance(tmp_path: Path) -> None:
    """With DAGSTER_HOME there is a record, and `status` is by it."""
    file = compile_flow(tmp_path, "linear")
    done = execute(tmp_path, file, "run", "--instance", more=HERE)
    assert done.returncode == 1
    assert "--instance needs DAGSTER_HOME" in done.stderr
    home = tmp_path / "home"
    home.mkdir()
    more = {"DAGSTER_HOME": str(home)}
    run_id, _ = run_generated(tmp_path, file, "run", **more)
    done = execute(tmp_path, file, "status", run_id, "--json", more=more)
    assert json.loads(done.stdout)["status"] == "SUCCEEDED"
    assert (home / "storage").exists()


def test_nothing_is_skipped_in_silence(tmp_path: Path) -> None:
    """Where Dagster would call a run without its end a success, it fails."""
    file = compile_flow(tmp_path, "switch")
    text = file.read_text()
    wrong = text.replace('step_op("merge", [fast, slow2, start.to_merge])',
                         'step_op("merge", slow2)')  # fmt: skip
    assert wrong != text
    file.write_text(wrong)
    _, done = run_generated(tmp_path, file, "run", code=1, **HERE)
    assert "Dagster has skipped end" in done.stderr


def test_no_webserver(tmp_path: Path) -> None:
    file = compile_flow(tmp_path, "linear")
    nowhere = ("--url", "http://127.0.0.1:9")
    done = execute(tmp_path, file, "trigger", *nowhere)
    assert done.returncode == 1
    assert "No Dagster webserver answers at http://127.0.0.1:9" in done.stderr
    workspace = tmp_path / "workspace.yaml"
    workspace.write_text("# mine\nload_from:\n  - python_file: other.py\n")
    for _ in range(2):
        words = ("deploy", "--workspace", workspace, *nowhere, "--json")
        done = execute(tmp_path, file, *words)
        assert json.loads(done.stdout)["name"] == "LinearFlow"
        assert workspace.read_text() == (
            "# mine\nload_from:\n  - python_file: other.py\n"
            f"  - python_file:\n      relative_path: {file}\n"
        )


def last(folder: Path, pathspec: str) -> Any:
    tasks = snapshot(folder, pathspec)["tasks"]
    return eval(next(each for key, each in tasks.items() if "end" in key)[0]["out"])
