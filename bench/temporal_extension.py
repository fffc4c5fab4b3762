"""The extension metaflow-temporal, to be measured beside a generated file."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def extension_words(
    python: str | None,
    flow: Path,
    address: str,
    folder: Path,
    environment: Mapping[str, str],
) -> Iterator[list[str] | None]:
    """What starts a run on a worker that is there already, and waits for its end.

    Nothing, with the reason on the screen, where there is no such extension.
    """
    if python is None:
        print("metaflow-temporal is left out: --extension names a Python that has it")
        yield None
        return
    file = folder / "extension_worker.py"
    words = [python, str(flow), "--quiet", "--no-pylint", "temporal", "create"]
    words += ["--output", str(file), "--temporal-host", address]
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    if done.returncode:
        print(f"metaflow-temporal is left out: {done.stderr.splitlines()[-1]}")
        yield None
        return
    log = folder / "extension.log"
    with log.open("w") as output:
        worker = subprocess.Popen(
            [python, str(file)], env=environment, stdout=output, stderr=output
        )
    try:
        time.sleep(5)  # it does not say when it serves
        yield [python, str(file), "trigger"]
    finally:
        worker.terminate()
        worker.wait()
