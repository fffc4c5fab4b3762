"""The parameters of a flow as Dagster's launchpad shows and checks them."""

from __future__ import annotations

import argparse
import json
from typing import Any

import dagster as dg

from op_names import op_name
from parameters import said_parameters
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
    values = said_parameters(given)
    return {"ops": {op_name(next(iter(STEPS))): {"config": values}}} if values else {}
