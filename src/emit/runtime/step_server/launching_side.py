"""A child that is to Metaflow what `run` is, and answers questions about the flow."""

import json
import os
import traceback
from pathlib import Path
from typing import Any

from channel import send
from command import facts
from configs import frozen
from launcher import Launcher, acts_at_launch, environment_acts_at_launch
from loading import FLOW_NAME

LAUNCHING_SIDE = "launching-side"


def add_launching_side(stdin: Any, answers: int) -> None:
    """A command unknown to Metaflow, which prepares for it as it does for `run`."""
    from metaflow._vendor import click
    from metaflow.cli import cli

    environ = dict(os.environ)  # what hooks add to it is for the tasks

    def serve(obj: Any) -> None:
        side = LaunchingSide(obj, environ)
        for line in stdin:
            number, operation, values = json.loads(line)
            try:
                answer = {"rc": 0, **(getattr(side, operation)(**values) or {})}
            except Exception as fault:
                answer = {"rc": 1, "lines": explained(fault)}
            send({"id": number, **answer}, answers)

    cli.add_command(click.command(LAUNCHING_SIDE)(click.pass_obj(serve)))


def explained(fault: Exception) -> list[str]:
    from metaflow.exception import MetaflowException

    if not isinstance(fault, MetaflowException):
        return traceback.format_exc().splitlines()
    place = f" in line {fault.line_no}" if fault.line_no else ""
    return f"{fault.headline}{place}: {fault.message}".splitlines()


class LaunchingSide:
    """Answers from any datastore, and with the flow's decorators initialised."""

    def __init__(self, obj: Any, environ: dict[str, str]) -> None:
        self.obj, self.environ = obj, environ
        self.flow, self.graph = obj.flow, obj.graph
        self.store, self.metadata = obj.flow_datastore, obj.metadata
        self.launcher: Launcher | None = None

    def describe(self, tags: list[str]) -> dict[str, Any]:
        """The flow as Metaflow sees it, after Config, mutators and `--with`."""
        from metaflow import current
        from metaflow.decorators import flow_decorators
        from metaflow.metaflow_config import DEFAULT_DECOSPECS
        from metaflow.tagging_util import validate_tags
        from metaflow.user_configs.config_parameters import dump_config_values
        from metaflow.util import get_username

        validate_tags(tags)
        self.obj.check(self.graph, self.flow, self.obj.environment, pylint=False)
        self.metadata.add_sticky_tags(tags=tags)
        options = frozen(dump_config_values(self.flow).get("user_configs", {}))
        for spec in DEFAULT_DECOSPECS.split():  # `run` adds them, `step` does not
            options += ["--with", spec]
        steps = {step.name: self.describe_step(step) for step in self.flow}
        hooks = [d for d in flow_decorators(self.flow) if d.name == "exit_hook"]
        return {
            "steps": steps,
            # of an older Metaflow, which knows no other names
            "start": getattr(self.graph, "start_step", "start"),
            "end": getattr(self.graph, "end_step", "end"),
            "options": options,
            # What a decorator does at the launch may change the tasks of any step.
            "launches": environment_acts_at_launch(self.obj.environment)
            or any(step["launches"] for step in steps.values()),
            "exit_hooks": {
                "SUCCEEDED": [name for each in hooks for name in each.success_hooks],
                "FAILED": [name for each in hooks for name in each.error_hooks],
            },
            "user": get_username(),
            "project": current.get("project_flow_name"),
        }

    def describe_step(self, step: Any) -> dict[str, Any]:
        from metaflow.plugins.timeout_decorator import get_run_time_limit_for_task

        decorators, environment = step.decorators, dict[str, str]()
        retries = [each.step_task_retry_count() for each in decorators] or [(0, 0)]
        if (None, None) in retries:  # Metaflow's way to say: no retries at all
            retries = [(0, 0)]
        minutes = [
            each.attributes.get("minutes_between_retries") for each in decorators
        ]
        limited = any(each.name == "timeout" for each in decorators)
        launches = [acts_at_launch(each, environment) for each in decorators]
        return {
            "type": self.graph[step.name].type,
            "next": self.graph[step.name].out_funcs,
            "retries": max(user for user, _ in retries),
            "error_retries": max(error for _, error in retries),
            "retry_delay": max(60 * float(each or 0) for each in [0, *minutes]),
            "timeout": get_run_time_limit_for_task(decorators) if limited else 0,
            "resources": resources_of(decorators),
            "launches": any(launches),
            "environment": environment,
        }

    def begin(self, run: str, launches: bool, namespace: str | None) -> None:
        """What Metaflow does at the start of a run, before its first task."""
        if launches:
            self.launcher = Launcher(self.obj, run, namespace, self.environ)
        self.metadata.start_run_heartbeat(FLOW_NAME, run)

    def launch(self, **values: Any) -> dict[str, Any]:
        assert self.launcher
        return self.launcher.launch(**values)

    def outcome(self, run: str, step: str, task: str) -> dict[str, Any]:
        """Of a task that could not tell it itself."""
        from metaflow.datastore.exceptions import DataException

        try:
            store = self.store.get_task_datastore(run, step, task)
        except DataException:
            return {"ok": False}
        return facts(store.get, store)

    def finish(self, has_succeeded: bool) -> None:
        from metaflow.exception import MetaflowException

        self.metadata.stop_heartbeat()
        if self.launcher:
            failure = None if has_succeeded else MetaflowException("The run has failed")
            self.launcher.finished(failure)

    def check_parameters(self, words: list[str]) -> dict[str, Any]:
        """Converts parameters as `init` does, without a run."""
        from metaflow import parameters
        from metaflow._vendor import click
        from metaflow.cli_components.init_cmd import init

        with parameters.flow_context(type(self.flow)):
            command = parameters.add_custom_parameters(deploy_mode=True)(init)
            ids = ["--run-id", "none", "--task-id", "params"]
            try:
                command.make_context("init", [*ids, *words], obj=self.obj)
            except click.ClickException as fault:
                return {"fault": fault.format_message()}
        return {}

    def listing(
        self, run: str, repair: bool, tasks: list[str] | None = None
    ) -> dict[str, Any]:
        """What is finished in a run, and the next attempt of what has begun."""
        done = {}
        paths = [f"{run}/{path}" for path in tasks] if tasks else None
        for task in self.store.get_task_datastores(run, pathspecs=paths):
            path = f"{task.step_name}/{task.task_id}"
            if task.step_name == "_parameters" or task.get("_task_ok"):
                done[path] = facts(task.get, task)
                if repair:
                    self.register_artifacts(run, task)
        started = self.store.get_task_datastores(
            run, pathspecs=paths, allow_not_done=True
        )
        attempts = {f"{t.step_name}/{t.task_id}": t.attempt + 1 for t in started}
        return {"done": done, "attempts": attempts}

    def register_artifacts(self, run: str, task: Any) -> None:
        """Metaflow marks a task as done first: a kill in between blinds its client."""
        from metaflow.metadata_provider import DataArtifact

        root = self.store._storage_impl.datastore_root
        artifacts = [
            DataArtifact(
                name=name,
                ds_type=task.TYPE,
                ds_root=root,
                url=None,
                sha=sha,
                type=task._info[name]["encoding"],
            )
            for name, sha in task.items()
        ]
        self.metadata.register_data_artifacts(
            run, task.step_name, task.task_id, task.attempt, artifacts
        )

    def register(self, run: str, fields: dict[str, str]) -> None:
        from metaflow.metadata_provider import MetaDatum

        data = [MetaDatum(name, text, name, []) for name, text in fields.items()]
        self.metadata.register_metadata(run, "_parameters", "params", data)

    def status(self, run: str) -> dict[str, Any]:
        """What the client knows of a run; nothing where there is no such run."""
        from metaflow import Run, metadata, namespace
        from metaflow.exception import MetaflowNotFound

        metadata(self.metadata.metadata_str())
        namespace(None)
        try:
            found = Run(f"{FLOW_NAME}/{run}")
            fields = found["_parameters"].task.metadata_dict
        except (MetaflowNotFound, KeyError):
            return {}
        return {"finished": found.finished, "fields": fields}

    def save_logs(
        self,
        run: str,
        step: str,
        task: str,
        attempt: int,
        code: int,
        files: dict[str, str],
    ) -> None:
        """What Metaflow's runtime stores of a process that has ended."""
        paths = {name: Path(file) for name, file in files.items()}
        ended = {"return_code": code, "killed": code < 0, "success": code == 0}
        try:
            store = self.store.get_task_datastore(
                run, step, task, attempt=attempt, mode="w"
            )
            store.save_metadata({"runtime": ended})
            store.save_logs("runtime", paths)
        except Exception as fault:  # no reason to stop a run
            print(f"The logs of {step}/{task} were not saved: {fault}")
        for path in paths.values():
            path.unlink()


def resources_of(decorators: list[Any]) -> dict[str, float]:
    """What a step asks for beyond the defaults: cpu, gpu, memory in MB."""
    asked = dict[str, float]()
    for each in decorators:
        if each.name not in ("resources", "kubernetes", "batch"):
            continue
        for name in ("cpu", "gpu", "memory"):
            value = each.attributes.get(name)
            if value not in (None, each.defaults.get(name)):
                asked[name] = max(float(value), asked.get(name, 0))
    return {name: value for name, value in asked.items() if value}
