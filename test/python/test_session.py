"""A run that an engine executes again under the same id, as Prefect and Temporal do."""

import asyncio
import importlib.util
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from compiling import local_file
from running import snapshot
from shapes import FLOWS, environment

RUN_ID = "local-same"


def load(file: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("generated", file)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules["generated"] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(FLOWS)
    more = {"EVERYTHING_JOURNAL": str(tmp_path / "journal")}
    for name, value in environment(tmp_path, **more).items():
        monkeypatch.setenv(name, value)
    return load(local_file(tmp_path, "everything"))


async def execute(generated: Any, lines: list[str]) -> Any:
    opened = generated.Session.opened(RUN_ID, generated.RunOptions(), lines.append)
    async with opened as session:
        return await generated.flow(generated.Run(generated.LocalEngine(session)))


def test_second_execution(
    generated: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    monkeypatch.setenv("EVERYTHING_KILL", "flaky")
    with pytest.raises(generated.StepFailed) as failure:
        asyncio.run(execute(generated, lines))
    assert failure.value.exit_code == -signal.SIGKILL
    journal = (tmp_path / "journal").read_text().splitlines()
    attempts = [line for line in journal if " flaky " in line]
    assert attempts == [f"{RUN_ID} flaky {attempt}" for attempt in range(3)]

    monkeypatch.delenv("EVERYTHING_KILL")
    (tmp_path / "journal").unlink()
    blind_client(tmp_path / ".metaflow" / "EverythingFlow" / RUN_ID / "both" / "both")
    assert asyncio.run(execute(generated, lines)).step == "end"
    journal = (tmp_path / "journal").read_text().splitlines()
    assert not [line for line in journal if " both " in line]
    assert f"{RUN_ID} flaky 3" in journal  # an attempt after the highest that began
    found = snapshot(tmp_path, f"EverythingFlow/{RUN_ID}")
    assert found["successful"]
    assert found["tasks"]["both  []"][0]["rounds"] == "0"


def blind_client(task: Path) -> None:
    """As after a kill between the end of a task and its registration."""
    artifacts = list((task / "_meta").glob("0_artifact_*"))
    assert artifacts
    for artifact in artifacts:
        artifact.unlink()


def test_last_attempts(
    generated: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six attempts in all, over any number of executions; then Metaflow refuses."""
    monkeypatch.setenv("EVERYTHING_KILL", "flaky")
    lines: list[str] = []
    for _ in range(3):
        with pytest.raises(generated.StepFailed) as failure:
            asyncio.run(execute(generated, lines))
    assert failure.value.lines == ("Metaflow allows no more attempts",)
    journal = (tmp_path / "journal").read_text()
    assert journal.count(" flaky ") == 6
    assert f"{RUN_ID} flaky 5" in journal


def test_timeout_kills(generated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hard limit behind @timeout: the step is gone, and @catch takes over."""
    monkeypatch.setattr(generated, "TIMEOUT_MARGIN", -1)
    end = asyncio.run(execute(generated, []))
    assert end.step == "end"
