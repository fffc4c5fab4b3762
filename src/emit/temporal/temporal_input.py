"""The input of a run, from the command line's words."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
from typing import Any

from command_line import run_options
from session import RunOptions
from settings import PARAMETERS
from tasks import RunFailed

LARGEST_INPUT = 2_000_000  # bytes of JSON; Temporal takes 2 MiB, with all around it


def input_of(given: argparse.Namespace) -> tuple[dict[str, Any], RunOptions]:
    """Parameters by name, and what else was said: Metaflow knows other names, too."""
    said = dict(pair.partition("=")[::2] for pair in getattr(given, "param", ()))
    known = {key[2:]: text for key, text in vars(given).items() if key[:2] == "--"}
    words = 2 * (len(known) + len(getattr(given, "param", ())))
    others = given.parameters[: len(given.parameters) - words]
    options = dataclasses.replace(run_options(given), parameters=tuple(others))
    if options.resume_from:
        return {}, options
    texts = {**parameters_of_environment(), **said, **known}
    parameters = {name: as_json(text) for name, text in texts.items()}
    size = len(json.dumps(parameters).encode())
    if size > LARGEST_INPUT:
        raise RunFailed(
            f"The parameters take {size / 1e6:.1f} MB, and Temporal carries 2 MB: "
            "pass a large value as a file, with IncludeFile, or by its address"
        )
    return parameters, options


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


def as_json(text: str) -> Any:
    """A number or a JSON value, where Metaflow will get the very same text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    is_same = not isinstance(value, str) and json.dumps(value) == text
    return value if is_same else text
