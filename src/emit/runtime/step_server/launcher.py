"""The command lines that Metaflow's runtime would launch, made by its own code.

Decorators such as @kubernetes or @conda act where a task is launched: they change its
command and its environment. None of them is known here by name.
"""

import collections
import subprocess
import types
from typing import Any

from configs import CONFIG_FILE

# Of Metaflow, and private: where one is missing, we must not guess.
PRIVATE_NAMES = {
    "NativeRuntime": ("_launch_worker", "_launch_workers", "_new_task"),
    "Worker": ("_launch",),
    "Task": ("new_attempt",),
}


class Launched(BaseException):
    """Thrown in place of starting a process, with what would have been started."""


class Launcher:
    """Metaflow's runtime for one run, prepared as `run` does, launching nothing."""

    def __init__(self, obj: Any, run: str, namespace: str | None, environ: Any) -> None:
        from metaflow import namespace as set_namespace
        from metaflow import runtime
        from metaflow.metaflow_config import FEAT_ALWAYS_UPLOAD_CODE_PACKAGE
        from metaflow.package import MetaflowPackage

        check_names(runtime)
        if namespace is not None:
            set_namespace(namespace or None)
        launcher = self

        class Recorder(runtime.NativeRuntime):  # type: ignore[misc]
            def _launch_worker(self, task: Any) -> None:
                launcher.task = task

        class Task(runtime.Task):  # type: ignore[misc]
            retries: int

            def new_attempt(self) -> None:
                # the first that this process sees need not be attempt 0
                self.retries = max(self.retries, launcher.attempt)
                super().new_attempt()

        runtime.Task = Task
        self.obj, self.environ, self.module = obj, environ, runtime
        self.attempt, self.task, self.tasks = 0, None, dict[str, Any]()
        obj.package = MetaflowPackage(
            obj.flow,
            obj.environment,
            obj.echo,
            suffixes=obj.package_suffixes,
            flow_datastore=(
                obj.flow_datastore if FEAT_ALWAYS_UPLOAD_CODE_PACKAGE else None
            ),
        )
        self.runtime = Recorder(
            *(obj.flow, obj.graph, obj.flow_datastore, obj.metadata, obj.environment),
            *(obj.package, obj.logger, obj.entrypoint, obj.event_logger, obj.monitor),
            run_id=run,
        )
        self.runtime._is_cloned = collections.defaultdict(bool)

    def launch(
        self,
        step: str,
        task_id: str,
        attempt: int,
        user_retries: int,
        origin: str | None,
        **values: Any,
    ) -> dict[str, Any]:
        """The arguments of one attempt, and how its environment differs from ours."""
        path, self.attempt = f"{step}/{task_id}", attempt
        if path not in self.tasks:
            self.create(step, {"task_id": task_id, **values})
            self.tasks[path] = self.task
        task = self.tasks[path]
        if task.retries != attempt:
            task.retries = attempt
            task.new_attempt()
        task.user_code_retries, task.clone_run_id = user_retries, origin
        argv, env = self.command(task)
        names = [
            n for n in {**env, **self.environ} if env.get(n) != self.environ.get(n)
        ]
        return {"argv": argv, "env": {name: env.get(name) for name in names}}

    def create(self, step: str, values: dict[str, Any]) -> None:
        if values.get("ubf_context"):
            _, parent_step, parent_id = values["input_paths"][0].split("/")
            parent = self.obj.flow_datastore.get_task_datastore(
                self.runtime.run_id, parent_step, parent_id
            )
            values["ubf_iter"] = parent[parent["_foreach_var"]]
        self.runtime._run_queue, self.runtime._active_tasks[0] = [(step, values)], 0
        self.runtime._launch_workers()

    def command(self, task: Any) -> tuple[list[str], dict[str, str]]:
        def start(argv: Any, env: Any, **_: Any) -> None:
            raise Launched(list(argv), dict(env))

        config_file = str(CONFIG_FILE) if CONFIG_FILE.exists() else None
        self.module.subprocess = types.SimpleNamespace(
            Popen=start, PIPE=subprocess.PIPE
        )
        try:
            self.module.Worker(task, 0, config_file)
        except Launched as launched:
            argv, env = launched.args
            return argv, env
        finally:
            self.module.subprocess = subprocess
        raise RuntimeError("Metaflow has launched a task by itself")

    def finished(self, failure: Exception | None) -> None:
        """The last hook of every decorator, as at the end of Metaflow's runtime."""
        for step in self.obj.flow:
            for decorator in step.decorators:
                if in_context := getattr(decorator, "runtime_finished_ctx", None):
                    in_context(step.__name__, failure)
                else:
                    decorator.runtime_finished(failure)


def check_names(runtime: Any) -> None:
    for kind, names in PRIVATE_NAMES.items():
        for name in names:
            if not hasattr(getattr(runtime, kind, None), name):
                from metaflow import metaflow_version
                from metaflow.exception import MetaflowException

                version = metaflow_version.get_version()
                raise MetaflowException(
                    "A decorator of this flow acts where tasks are launched, which "
                    f"needs {kind}.{name}, and Metaflow {version} has none"
                )


def acts_at_launch(decorator: Any, environment: dict[str, str]) -> bool:
    """Whether Metaflow has to be asked for the command of each attempt.

    Not so for what @environment sets, which is added to `environment`.
    """
    from metaflow.decorators import StepDecorator
    from metaflow.plugins.environment_decorator import EnvironmentDecorator

    kind, launch = type(decorator), "runtime_step_cli"
    hooks = [
        hook
        for hook in ("runtime_init", "runtime_task_created", launch, "runtime_finished")
        if getattr(kind, hook) is not getattr(StepDecorator, hook)
        or getattr(decorator, f"{hook}_ctx", None)
    ]
    if (
        hooks == [launch]
        and kind.runtime_step_cli is EnvironmentDecorator.runtime_step_cli
        and getattr(decorator, f"{launch}_ctx", None) is None
    ):
        decorator.runtime_step_cli(types.SimpleNamespace(env=environment), 0, 0, None)
        return False
    return bool(hooks)


def environment_acts_at_launch(environment: Any) -> bool:
    from metaflow.metaflow_config import FEAT_ALWAYS_UPLOAD_CODE_PACKAGE
    from metaflow.metaflow_environment import MetaflowEnvironment

    prepares = type(environment).init_environment
    return bool(
        prepares is not MetaflowEnvironment.init_environment
        or FEAT_ALWAYS_UPLOAD_CODE_PACKAGE
    )
