"""Compiles flows with the compiler itself."""

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from shapes import FLOWS

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
const [bundle, target, file, out, options] = process.argv.slice(1);
const { compile } = await import(bundle);
const source = readFileSync(file, "utf8");
const given = { target, filename: file, flowPath: file };
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


def compile_flow(target: str, folder: Path, name: str, /, **options: Any) -> Path:
    file, out = FLOWS / f"{name}.py", folder / f"{name}_{target}.py"
    words = [bundle(), target, file, out, json.dumps(options)]
    subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, *map(str, words)], check=True
    )
    return out
