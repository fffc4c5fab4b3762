"""What a command line says of the parameters, as arguments of the Prefect flow."""

from __future__ import annotations

import argparse
from typing import Any

from parameters import said_parameters
from settings import PARAMETERS


def said_arguments(given: argparse.Namespace) -> dict[str, Any]:
    """What Prefect shows of a run; Metaflow gets the words as they were said."""
    said = said_parameters(given)
    return {  # Metaflow will complain of what is required and missing
        settings.get("argument", name): said.get(name)
        for name, settings in PARAMETERS.items()
        if name in said or settings.get("required")
    }
