"""Builds a generated file around a hand-written flow section, by the emitter's rule."""

import ast
import hashlib
import json
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "src" / "emit"
MODULES = (
    "tables",
    "tasks",
    "step_client",
    "session",
    "command_line",
    "display",
    "direct",
)
NOT_BUNDLED = {"settings", "__future__"}


def split_module(path: Path) -> tuple[set[str], str]:
    """The imports of a runtime module that stay, and its text after them."""
    text = path.read_text()
    tree = ast.parse(text)
    own = {*MODULES, *NOT_BUNDLED, "__future__"}
    imports, end = set[str](), 0
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            end = node.end_lineno or 0
            if not (isinstance(node, ast.ImportFrom) and node.module in own):
                imports |= {ast.unparse(line) for line in one_by_one(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            end = node.end_lineno or 0
        else:
            break
    return imports, "\n".join(text.splitlines()[end:]).strip() + "\n"


def one_by_one(node: ast.Import | ast.ImportFrom) -> list[ast.Import | ast.ImportFrom]:
    if isinstance(node, ast.Import):
        return [ast.Import([name]) for name in node.names]
    return [ast.ImportFrom(node.module, [name], 0) for name in node.names]


def bundled_step_server() -> str:
    """As `scripts/build-runtime.mjs` has made it of its modules."""
    text = (SOURCE / "runtime" / "runtime.generated.ts").read_text()
    _, _, rest = text.partition("stepServer: RuntimeModule = ")
    body: str = json.JSONDecoder().raw_decode(rest)[0]["body"]
    return body


def assemble(
    flow_file: Path,
    flow_name: str,
    steps: dict[str, Any],
    section: str,
    target: str = "local",
    **settings: Any,
) -> str:
    values: dict[str, Any] = {
        "ENGINE": target,
        "FLOW_NAME": flow_name,
        "FLOW_SHA256": hashlib.sha256(flow_file.read_bytes()).hexdigest(),
        "REGENERATE": f"metaflow-transpile compile {flow_file.name} --target {target}",
        "METAFLOW_OPTIONS": [],
        "TAGS": [],
        "NAMESPACE": None,
        "MAX_WORKERS": 16,
        "MAX_NUM_SPLITS": 100,
        "WORKFLOW_TIMEOUT": None,
        "STEPS": steps,
        "PARAMETERS": {},
        "CONFIGS": [],
        **settings,
    }
    modules = [SOURCE / "runtime" / f"{name}.py" for name in MODULES]
    split = [split_module(path) for path in [*modules, SOURCE / target / "runtime.py"]]
    imports = sorted(set().union(*(imports for imports, _ in split), BASE_IMPORTS))
    table = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    return "\n\n".join(
        [
            f'"""{flow_name} on {target}."""',
            "from __future__ import annotations\n",
            "\n".join(imports),
            f"{table}FLOW_FILE = Path({str(flow_file)!r})",
            section.strip(),
            *(body for _, body in split),
            bundled_step_server(),
            'if __name__ == "__main__":\n    raise SystemExit(main(flow))\n',
        ]
    )


BASE_IMPORTS = {"import os", "from pathlib import Path"}
