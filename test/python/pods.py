"""An executor as Dagster's for Kubernetes is one, whose pods are processes.

Each op gets a `dagster api execute_step` of its own, as a pod does: with a home, a
working and a temporary folder that are gone when it ends, and the variables that it is
given by name. What its ops share are Dagster's storage and Metaflow's datastore.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.execution.retries import RetryMode
from dagster._core.executor.step_delegating import (
    CheckStepHealthResult,
    StepDelegatingExecutor,
    StepHandler,
    StepHandlerContext,
)

GIVEN = ("PATH", "PYTHONPATH", "DAGSTER_", "METAFLOW_", "FRAGILE_")


class Pods(StepHandler):
    def __init__(self) -> None:
        self.pods: dict[str, tuple[subprocess.Popen[bytes], Path]] = {}

    @property
    def name(self) -> str:
        return "pods"

    def launch_step(self, context: StepHandlerContext) -> Iterator[dg.DagsterEvent]:
        (key,) = context.execute_step_args.step_keys_to_execute or []
        self.discard(key)  # of the attempt before
        own = Path(tempfile.mkdtemp(prefix="pod-"))
        given = {name: each for name, each in os.environ.items() if is_given(name)}
        _, *words = context.execute_step_args.get_command_args()
        command = [sys.executable, "-m", "dagster", *words]
        env = {**given, "HOME": str(own), "TMPDIR": str(own)}
        self.pods[key] = subprocess.Popen(command, cwd=own, env=env), own
        yield from ()

    def check_step_health(self, context: StepHandlerContext) -> CheckStepHealthResult:
        (key,) = context.execute_step_args.step_keys_to_execute or []
        code = self.pods[key][0].poll()
        if code:
            return CheckStepHealthResult.unhealthy(f"{key} has ended with {code}")
        return CheckStepHealthResult.healthy()

    def terminate_step(self, context: StepHandlerContext) -> Iterator[dg.DagsterEvent]:
        (key,) = context.execute_step_args.step_keys_to_execute or []
        self.discard(key)
        yield from ()

    def discard(self, key: str) -> None:
        if key in self.pods:
            process, own = self.pods.pop(key)
            process.terminate()
            process.wait()
            shutil.rmtree(own, ignore_errors=True)


def is_given(name: str) -> bool:
    return name.startswith(GIVEN)


@dg.executor(
    name="pods",
    config_schema={"max_concurrent": dg.Field(int, is_required=False)},
    requirements=dg.multiple_process_executor_requirements(),
)
def pod_executor(init: dg.InitExecutorContext) -> StepDelegatingExecutor:
    config: Any = init.executor_config
    return StepDelegatingExecutor(
        Pods(),
        retries=RetryMode.ENABLED,
        max_concurrent=config.get("max_concurrent"),
        check_step_health_interval_seconds=1,
    )
