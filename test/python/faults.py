"""What becomes of a run that ends in its middle: the same on every engine."""

import os
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

from compiling import compile_flow
from engines import Engine
from running import run_generated, run_natively, snapshot
from watching import begin, journal, processes, status, wait_until

ASLEEP = {"square:0 0", "square:1 0", "square:2 0"}
ENDINGS = {  # how a run ends, and what its status is then
    "SIGTERM": "CANCELLED",
    "SIGINT": "CANCELLED",
    "SIGKILL": "FAILED",
    "step": "FAILED",
}


def everything(folder: Path, engine: Engine) -> Path:
    return compile_flow(folder, "everything", target=engine.target)


def logging(folder: Path, engine: Engine, **more: str) -> dict[str, Any]:
    """The surroundings of a run whose steps write a journal."""
    log = str(folder / "journal")
    return {"EVERYTHING_JOURNAL": log, **engine.environment, **more}


def wait_for_sleepers(folder: Path) -> None:
    wait_until(lambda: set(journal(folder)) >= ASLEEP, 60)
    wait_until(lambda: "sentence 0" in journal(folder), 60)
    time.sleep(0.5)  # for the end of `sentence`


def end_in_the_middle(
    folder: Path, engine: Engine, how: str, *words: str, nap: str = "square:60"
) -> str:
    """The reason and the way out come last, nothing is left behind; gives the run."""
    file, here = everything(folder, engine), engine.environment
    run = begin(folder, file, *words, EVERYTHING_SLEEP=nap, **here)
    wait_for_sleepers(folder)
    run_id = (folder / "run-id").read_text()
    assert status(folder, file, run_id, **here) == "RUNNING"
    if how == "step":
        os.kill(max(processes(folder)), signal.SIGKILL)
    else:
        run.send_signal(getattr(signal, how))
    output, _ = run.communicate(timeout=60)
    assert run.returncode == (-9 if how == "SIGKILL" else 1), output
    assert wait_until(lambda: not processes(folder)) < 8
    assert status(folder, file, run_id, **here) == ENDINGS[how]
    if how != "SIGKILL":
        assert f"resume {run_id}" in output.splitlines()[-1]
    return run_id


def finish(folder: Path, engine: Engine, run_id: str) -> str:
    """What was done is not done again, and in the end all is as natively."""
    done_before = Counter(journal(folder)) - Counter(ASLEEP)
    (folder / "journal").unlink()
    file = everything(folder, engine)
    words = ("resume", run_id)
    resumed, _ = run_generated(folder, file, *words, **logging(folder, engine))
    assert not Counter(journal(folder)) & done_before
    native = run_natively(folder, "everything")
    ours = snapshot(folder, f"EverythingFlow/{resumed}")
    assert ours["successful"]
    assert ours["tasks"] == snapshot(folder, f"EverythingFlow/{native}")["tasks"]
    return resumed


def kill_within_catch(folder: Path, engine: Engine) -> None:
    """User code once, then the attempt in which @catch takes over."""
    more = logging(folder, engine, EVERYTHING_KILL="slow")
    run_id, _ = run_generated(folder, everything(folder, engine), **more)
    assert [line for line in journal(folder) if "slow" in line] == ["slow 0"]
    assert snapshot(folder, f"EverythingFlow/{run_id}")["successful"]


def failure_comes_last(folder: Path, engine: Engine) -> str:
    file, more = everything(folder, engine), {"EVERYTHING_FAIL": "played"}
    run_id, done = run_generated(folder, file, code=1, **more, **engine.environment)
    *_, error, help = done.stderr.splitlines()
    assert error == "RuntimeError: told to fail at played"
    assert help == f"To finish it: python {file} resume {run_id}"
    return run_id
