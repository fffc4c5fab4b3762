"""Flows compiled for Dagster."""

from functools import partial

import compiled

compile_flow = partial(compiled.compile_flow, "dagster")
