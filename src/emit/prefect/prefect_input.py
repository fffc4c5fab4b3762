"""What a command line says of the parameters, as Prefect shows and checks it."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from settings import PARAMETERS
from tables import ParameterSettings


def said_arguments(given: argparse.Namespace) -> dict[str, Any]:
    """What Prefect shows of a run; Metaflow gets the words as they were said."""
    said = dict(pair.partition("=")[::2] for pair in getattr(given, "param", ()))
    said |= {key[2:]: text for key, text in vars(given).items() if key[:2] == "--"}
    arguments = dict[str, Any]()
    for name, settings in PARAMETERS.items():
        variable = f"METAFLOW_RUN_{name.upper().replace('-', '_')}"
        text = said.get(name, os.environ.get(variable))
        if text is not None:
            arguments[settings.get("argument", name)] = typed(text, settings)
        elif settings.get("required"):
            arguments[settings.get("argument", name)] = None  # Metaflow will complain
    return arguments


def typed(text: str, settings: ParameterSettings) -> Any:
    match settings.get("type"):
        case "bool":
            return text.lower() in ("1", "true", "t", "yes", "y", "on")
        case "int" | "float" | "json":
            try:
                return json.loads(text)
            except ValueError:
                return text
        case _:
            return text
