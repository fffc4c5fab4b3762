"""The parameters of a flow as Dagster's launchpad shows and checks them."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
from typing import Any

import dagster as dg

from op_names import op_name
from settings import PARAMETERS, STEPS
from tables import ParameterSettings

FIELD_TYPES: dict[str, Any] = {"str": str, "int": int, "float": float, "bool": bool}


def parameter_fields() -> dict[str, dg.Field]:
    """By Metaflow's own names. A default that is not known is left to Metaflow."""
    return {name: field_of(settings) for name, settings in PARAMETERS.items()}


def field_of(settings: ParameterSettings) -> dg.Field:
    kind = settings.get("type", "str")
    required, description = settings.get("required", False), settings.get("help")
    default = settings.get("default")
    if kind == "json" and isinstance(default, str):
        default = parsed(default)
    shown = default is not None and kind != "file" and fits(default, kind)
    if not shown:
        return dg.Field(
            FIELD_TYPES.get(kind, dg.Any),
            is_required=required and default is None,
            description=description,
        )
    return dg.Field(
        FIELD_TYPES.get(kind, dg.Any), default_value=default, description=description
    )


def parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def fits(default: Any, kind: str) -> bool:
    """Whether a default has the type that the parameter is declared with."""
    if kind == "json":
        return True
    numbers = (int, float) if kind == "float" else FIELD_TYPES.get(kind, str)
    return isinstance(default, numbers) and (
        kind == "bool" or not isinstance(default, bool)
    )


def launch_config(given: argparse.Namespace) -> dict[str, Any]:
    """The run config of a command line: what Dagster shows of a run, and checks."""
    said = dict(pair.partition("=")[::2] for pair in getattr(given, "param", ()))
    said |= {key[2:]: text for key, text in vars(given).items() if key[:2] == "--"}
    values = dict[str, Any]()
    for name, settings in PARAMETERS.items():
        variable = f"METAFLOW_RUN_{name.upper().replace('-', '_')}"
        text = said.get(name, os.environ.get(variable))
        if text is not None:
            values[name] = typed_value(text, settings.get("type", "str"))
    return {"ops": {op_name(next(iter(STEPS))): {"config": values}}} if values else {}


def typed_value(text: str, kind: str) -> Any:
    """As Metaflow reads it; what it will refuse stays as it is."""
    if kind == "bool":
        return text.lower() in ("1", "true", "t", "yes", "y", "on")
    if kind in ("int", "float", "json"):
        with contextlib.suppress(ValueError):
            return json.loads(text)
    return text
