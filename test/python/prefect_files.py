"""Compiles flows for Prefect with the compiler itself, and keeps a server for them."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from shapes import FLOWS

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
const [bundle, file, out, options] = process.argv.slice(1);
const { compile } = await import(bundle);
const source = readFileSync(file, "utf8");
const given = { target: "prefect", filename: file, flowPath: file };
const result = compile(source, { ...given, ...JSON.parse(options) });
if (result.code === "") throw new Error(JSON.stringify(result.diagnostics));
writeFileSync(out, result.code);
"""


@cache
def bundle() -> Path:
    """The compiler as it is now, as one file."""
    out = Path(tempfile.mkdtemp(prefix="metaflow-transpile-")) / "index.mjs"
    options = ["--bundle", "--format=esm", "--platform=neutral", "--log-level=warning"]
    options += ["--main-fields=module,main", f"--outfile={out}"]
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    subprocess.run([esbuild, ROOT / "src" / "index.ts", *options], check=True)
    return out


def compile_flow(folder: Path, name: str, /, **options: Any) -> Path:
    file, out = FLOWS / f"{name}.py", folder / f"{name}_prefect.py"
    words = [bundle(), file, out, json.dumps(options)]
    subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, *map(str, words)], check=True
    )
    return out


@contextmanager
def prefect_server(home: Path) -> Iterator[str]:
    """A server of its own; gives the address of its API."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "prefect", "server", "start"]
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_UI_ENABLED": "0"}
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}/api"
    try:
        wait_for(url)
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def ask(url: str, path: str, **filters: Any) -> Any:
    """The answer of a Prefect API to a POST request, or a GET one without filters."""
    request = urllib.request.Request(
        f"{url}/{path}",
        data=json.dumps(filters).encode() if filters else None,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.loads(response.read())
