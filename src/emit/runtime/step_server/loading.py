"""Loads Metaflow and the flow file: once, for all the commands of a run."""

import contextlib
import io
import linecache
import os
import re
import sys
import threading
import tokenize
import types
from pathlib import Path
from typing import Any

FLOW_FILE, FLOW_NAME, FOLDER, *SPAWNED = sys.argv[1:]
OLDEST_METAFLOW = (2, 18)


def load() -> Any:
    """Executes the flow file as `__main__`, but not Metaflow's command line."""
    refuse_old_metaflow()
    from metaflow import metaflow_config, metaflow_git, metaflow_version, parameters
    from metaflow.flowspec import FlowSpec
    from metaflow.util import get_username

    if get_username() is None:  # such as root in a container: Metaflow would refuse
        os.environ["METAFLOW_USER"] = metaflow_config.USER = "unknown"
    classes: dict[str, Any] = {}
    original = FlowSpec.__init__

    def capture(self: Any, use_cli: bool = True) -> None:
        if use_cli:
            classes[type(self).__name__] = type(self)
        else:
            original(self, use_cli=use_cli)

    main = types.ModuleType("__main__")
    main.__file__ = FLOW_FILE
    # metaflow.tuple_util has put this class into `__main__`, and pickles name it there
    main.__dict__["ForeachFrame"] = vars(sys.modules["__main__"]).get("ForeachFrame")
    sys.modules["__main__"] = main
    sys.argv, folder = [FLOW_FILE], os.path.dirname(FLOW_FILE)
    if sys.path[0] == "":  # it is not, under PYTHONSAFEPATH
        sys.path[0] = folder
    FlowSpec.__init__ = capture
    try:
        source = Path(FLOW_FILE).read_bytes()
        code = compile(source, FLOW_FILE, "exec")
        keep_source(source)
        with contextlib.suppress(SystemExit):
            exec(code, main.__dict__)
    finally:
        FlowSpec.__init__ = original
    flow = classes.get(FLOW_NAME) or main.__dict__.get(FLOW_NAME)
    if flow is None:
        raise SystemExit(f"{FLOW_FILE} has no flow {FLOW_NAME}")
    with parameters.flow_context(flow):  # these add the options of flow decorators
        for module in ("metaflow.cli", "metaflow.cli_components.step_cmd"):
            __import__(module)
    evaluate_defaults(parameters.Parameter)
    # Each starts git, and Metaflow keeps the answers: ask once, not in every task.
    metaflow_version.get_version()
    metaflow_git.get_repository_info(folder)
    return flow


def refuse_old_metaflow() -> None:
    from metaflow import metaflow_version

    version = metaflow_version.get_version()
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < OLDEST_METAFLOW:
        oldest = ".".join(map(str, OLDEST_METAFLOW))
        raise SystemExit(f"Metaflow {version} is too old: it takes {oldest} or newer")


def keep_source(source: bytes) -> None:
    """Metaflow reads a step's text in each task; the file may have changed by then."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    lines = io.TextIOWrapper(io.BytesIO(source), encoding).readlines()
    linecache.cache[FLOW_FILE] = (len(source), None, lines, FLOW_FILE)


def evaluate_defaults(parameter: Any) -> None:
    """Callable and IncludeFile defaults, which `run` evaluates and `init` does not."""
    original = parameter.option_kwargs
    parameter.option_kwargs = lambda self, deploy_mode: original(self, True)


def may_fork() -> bool:
    return (
        hasattr(os, "fork")
        and sys.platform != "darwin"
        and not os.environ.get("METAFLOW_TRANSPILE_NO_FORK")
    )


def why_not_fork() -> str:
    """What a copy of this process would be without, now that the flow is loaded."""
    tasks, torch = "/proc/self/task", sys.modules.get("torch")
    known = os.listdir(tasks) if os.path.isdir(tasks) else threading.enumerate()
    if len(known) > 1:
        return "threads run after its import"
    return "CUDA is in use" if torch and torch.cuda.is_initialized() else ""
