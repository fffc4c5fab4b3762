"""Compiles flows with the compiler itself."""

import json
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from shapes import FLOWS

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
const [bundle, options, ...files] = process.argv.slice(1);
const { compile } = await import(bundle);
for (let at = 0; at < files.length; at += 2) {
  const [file, out] = [files[at], files[at + 1]];
  const given = { filename: file, flowPath: file, ...JSON.parse(options) };
  const result = compile(readFileSync(file, "utf8"), given);
  if (result.code === "") throw new Error(JSON.stringify(result.diagnostics));
  writeFileSync(out, result.code);
  for (const each of result.files.slice(1))
    writeFileSync(join(dirname(out), each.path), each.contents);
}
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


def compile_files(folder: Path, files: Iterable[Path], /, **options: Any) -> list[Path]:
    """Gives the generated files; `target` is one of the options."""
    pairs = [(file, folder / f"{file.stem}_{options['target']}.py") for file in files]
    words = [bundle(), json.dumps(options), *(path for pair in pairs for path in pair)]
    subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, *map(str, words)], check=True
    )
    return [out for _, out in pairs]


def compile_file(folder: Path, file: Path, /, **options: Any) -> Path:
    (out,) = compile_files(folder, [file], **options)
    return out


def compile_flow(folder: Path, name: str, /, **options: Any) -> Path:
    return compile_file(folder, FLOWS / f"{name}.py", **options)


def local_file(
    folder: Path, name: str, flow: Path | None = None, /, **options: Any
) -> Path:
    """For plain asyncio: one of the flows, or a copy of it that a test has changed."""
    file = flow or FLOWS / f"{name}.py"
    return compile_file(folder, file, target="local", **options)
