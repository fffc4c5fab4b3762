"""The input of a run, from the command line's words."""

from __future__ import annotations

import argparse
import dataclasses
import json
from typing import Any

from command_line import run_options
from options import RunOptions
from parameters import parameters_of_environment, said_texts
from tasks import RunFailed

LARGEST_INPUT = 2_000_000  # bytes of JSON; Temporal takes 2 MiB, with all around it


def input_of(given: argparse.Namespace) -> tuple[dict[str, Any], RunOptions]:
    """Parameters by name, and what else was said: Metaflow knows other names, too."""
    options = dataclasses.replace(run_options(given), parameters=given.others)
    if options.resume_from:
        return {}, options
    texts = parameters_of_environment() | said_texts(given)
    parameters = {name: as_json(text) for name, text in texts.items()}
    size = len(json.dumps(parameters).encode())
    if size > LARGEST_INPUT:
        raise RunFailed(
            f"The parameters take {size / 1e6:.1f} MB, and Temporal carries 2 MB: "
            "pass a large value as a file, with IncludeFile, or by its address"
        )
    return parameters, options


def as_json(text: str) -> Any:
    """A number or a JSON value, where Metaflow will get the very same text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    is_same = not isinstance(value, str) and json.dumps(value) == text
    return value if is_same else text
