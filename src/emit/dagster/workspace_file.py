"""The file in which Dagster is told what to load."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any


def add_to_workspace(workspace: Path, file: Path) -> bool:
    """Adds a generated file to a workspace.yaml, and keeps all else that is there."""
    yaml: Any = import_module("yaml")  # it has no types, and comes with Dagster
    text = workspace.read_text() if workspace.exists() else ""
    content: Any = yaml.safe_load(text) or {}
    listed = content.get("load_from") or []
    entry = {"python_file": {"relative_path": str(file)}}
    if any(path_of(each, workspace) == file for each in listed):
        return False
    wanted = {**content, "load_from": [*listed, entry]}
    lines = yaml.safe_dump([entry], sort_keys=False).splitlines()
    for margin in ("", "  ", "    "):  # whichever the list has
        head = text.rstrip("\n") + "\n" if listed else "load_from:\n"
        longer = head + "".join(f"{margin}{line}\n" for line in lines)
        try:
            fits = yaml.safe_load(longer) == wanted
        except yaml.YAMLError:
            fits = False
        if fits:
            break
    else:
        longer = yaml.safe_dump(wanted, sort_keys=False)
    workspace.write_text(longer)
    return True


def path_of(entry: Any, workspace: Path) -> Path | None:
    """The Python file that an entry names: by itself, or among other settings."""
    named = entry.get("python_file") if isinstance(entry, dict) else None
    path = named.get("relative_path") if isinstance(named, dict) else named
    return (workspace.parent / path).resolve() if path else None
