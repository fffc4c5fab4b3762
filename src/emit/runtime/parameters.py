"""The parameters of a run, as an engine shows them and as Metaflow reads them."""

import argparse
import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any

from settings import PARAMETERS


def said_parameters(given: argparse.Namespace) -> dict[str, Any]:
    """What a command line and the environment say, in the types that were declared."""
    texts = parameters_of_environment() | said_texts(given)
    return {
        name: typed(texts[name], settings.get("type", "str"))
        for name, settings in PARAMETERS.items()
        if name in texts
    }


def said_texts(given: argparse.Namespace) -> dict[str, str]:
    said = dict(pair.partition("=")[::2] for pair in getattr(given, "param", ()))
    return said | {
        key[2:]: text for key, text in vars(given).items() if key[:2] == "--"
    }


def parameters_of_environment() -> dict[str, str]:
    """Those that Metaflow's `run` takes from METAFLOW_RUN_NAME."""
    variables = {
        name: f"METAFLOW_RUN_{name.upper().replace('-', '_')}" for name in PARAMETERS
    }
    return {
        name: os.environ[variable]
        for name, variable in variables.items()
        if variable in os.environ
    }


def typed(text: str, kind: str) -> Any:
    """As Metaflow reads it; what it will refuse stays as it is."""
    if kind == "bool":
        return text.lower() in ("1", "true", "t", "yes", "y", "on")
    if kind in ("int", "float", "json"):
        with contextlib.suppress(ValueError):
            return json.loads(text)
    return text


def parameter_words(parameters: dict[str, Any]) -> Iterator[str]:
    """For Metaflow's command line; what has its default is left to Metaflow."""
    for name, value in parameters.items():
        settings = PARAMETERS[name]
        is_json = settings.get("type") == "json" or not isinstance(value, str)
        default = settings.get("default")
        if is_json and isinstance(default, str):
            default = json.loads(default)
        if value is not None and value != default:
            yield from (f"--{name}", json.dumps(value) if is_json else value)
