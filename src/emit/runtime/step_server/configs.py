"""The configs of a run, which are evaluated once and given to all of its commands."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loading import FLOW_NAME, FOLDER

CONFIG_FILE = Path(FOLDER, "configs.json")


def config_options(
    flow: Any, options: list[str], given: list[str], run: str | None
) -> list[str]:
    """The configs of a run that there is already, else those that the user gives."""
    declared = [(v, p) for v, p in flow._get_parameters() if p.IS_CONFIG_PARAMETER]
    stored = run and declared and stored_parameters(options, run)
    if not stored:
        return given
    return frozen({p.name: (stored[v], p.kwargs["plain"]) for v, p in declared})


def frozen(configs: Mapping[str, Any]) -> list[str]:
    """Evaluated configs, in the form in which Metaflow gives them to its children."""
    if not configs:
        return []
    CONFIG_FILE.write_text(json.dumps({"user_configs": configs}))
    options = ["--local-config-file", str(CONFIG_FILE)]
    for name in configs:
        options += ["--config-value", name, f"kv.{name}"]
    return options


def stored_parameters(options: list[str], run: str) -> Any:
    """The parameters of a run, read before Metaflow's command line has begun."""
    from metaflow.datastore import FlowDataStore
    from metaflow.datastore.exceptions import DataException
    from metaflow.metaflow_config import DEFAULT_DATASTORE
    from metaflow.plugins import DATASTORES

    def option(name: str) -> str | None:
        if f"--{name}" in options:
            return options[len(options) - options[::-1].index(f"--{name}")]
        return os.environ.get("METAFLOW_" + name.upper().replace("-", "_"))

    kind = option("datastore") or DEFAULT_DATASTORE
    storage = next(each for each in DATASTORES if kind == each.TYPE)
    root = option("datastore-root") or storage.get_datastore_root_from_config(print)
    store = FlowDataStore(FLOW_NAME, None, storage_impl=storage, ds_root=root)
    try:
        return store.get_task_datastore(run, "_parameters", "params")
    except DataException:
        return None
