"""Stands in for the settings that the compiler prints into each file; not bundled."""

import os
from pathlib import Path

from tables import ParameterSettings, StepSettings

ENGINE: str = "local"
FLOW_NAME: str = "Flow"
FLOW_FILE: Path = Path(os.environ.get("METAFLOW_FLOW_FILE", "flow.py"))
FLOW_SHA256: str = ""
REGENERATE: str = "metaflow-transpile compile flow.py --target local"
METAFLOW_OPTIONS: list[str] = []
TAGS: list[str] = []
NAMESPACE: str | None = None
MAX_WORKERS: int = 16
MAX_NUM_SPLITS: int = 100
WORKFLOW_TIMEOUT: int | None = None
STEPS: dict[str, StepSettings] = {}
PARAMETERS: dict[str, ParameterSettings] = {}
CONFIGS: list[str] = []
STEP_SERVER: str = ""  # the modules in step_server, as one
