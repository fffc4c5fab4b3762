"""What a foreach of 20 costs on Prefect, as ratios within one run.

python bench/prefect.py [--runs 3] [--extension PYTHON]

Against `python flow.py run`, and against the file of the extension `metaflow-prefect`, where
PYTHON is one that has it installed, and the Prefect that is compared. Needs `npm run build`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COST = ROOT / "bench" / "lib" / "cost.py"
FLOW = """from metaflow import FlowSpec, step


class Bench(FlowSpec):
    @step
    def start(self):
        self.items = list(range(20))
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Bench()
"""


def measure(command: list[str], folder: Path, **more: str) -> float:
    """Seconds on the clock."""
    own = {
        "METAFLOW_USER": "bench",
        "HOME": str(folder),  # whatever it is told, the extension stores there
        "METAFLOW_HOME": str(folder),
        "METAFLOW_DATASTORE_SYSROOT_LOCAL": str(folder),
        "PATH": f"{Path(command[0]).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        [sys.executable, str(COST), *command],
        cwd=folder,
        env={**os.environ, **own, **more},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout}{done.stderr}")
    return float(done.stdout.split()[0])


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    home = {"PREFECT_HOME": str(folder / "server"), "PREFECT_UI_ENABLED": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)],
        env={**os.environ, **home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}/api"
    try:
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/health", timeout=5).close()
                break
            time.sleep(0.2)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--extension", help="a Python with metaflow-prefect")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        flow = folder / "bench.py"
        flow.write_text(FLOW)
        transpile = ["node", str(ROOT / "dist" / "cli.js"), "compile", str(flow)]
        subprocess.run([*transpile, "--target", "prefect", "--quiet"], check=True)
        file = str(folder / "bench_prefect.py")
        native = [sys.executable, str(flow), "--quiet", "--no-pylint", "run"]
        own = {"PREFECT_API_URL": "", "PREFECT_HOME": str(folder / "home")}
        with server(folder) as url:
            api = {"PREFECT_API_URL": url, "PREFECT_HOME": str(folder / "home")}
            cases = {
                "native": (native, own),
                "file, with an API": ([sys.executable, file, "run"], api),
                "file, temporary server": ([sys.executable, file, "run"], own),
            }
            if given.extension:
                other = [given.extension, str(flow), "--no-pylint", "prefect", "run"]
                cases["extension, with an API"] = (other, api)
                cases["extension, temporary server"] = (other, own)
            else:
                print("Without the extension: --extension names a Python that has it")
            seconds: dict[str, list[float]] = {name: [] for name in cases}
            for _ in range(given.runs + 1):
                for case, (command, more) in cases.items():
                    seconds[case].append(measure(command, folder, **more))
        # The first of each makes databases and caches.
        wall = {name: statistics.median(each[1:]) for name, each in seconds.items()}
        print("| foreach of 20, wall time | against | ratio | at most |")
        print("| --- | --- | --- | --- |")
        for case, other, limit in LIMITS:
            if case in wall and other in wall:
                print(
                    f"| {case} | {other} | {wall[case] / wall[other]:.2f} | {limit} |"
                )
        print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f}")


LIMITS = [
    ("file, with an API", "native", 0.5),
    ("file, with an API", "extension, with an API", 0.3),
    ("file, temporary server", "extension, temporary server", 0.65),
]

if __name__ == "__main__":
    main()
