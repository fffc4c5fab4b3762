"""Prints what Metaflow's client knows of a run: each task, by what it stands for."""

import collections
import json
import re
import sys

from metaflow import Run, Task, namespace

# What differs between any two runs, or between a task id and another.
NOT_COMPARED = {"name", "current_values_ids"}


def key(task: Task) -> str:
    path = task.metadata_dict.get("foreach-execution-path", "")
    turns = task["_iteration_stack"].data if "_iteration_stack" in task else []
    return f"{task.parent.id} {path} {turns}"


def text(value: object) -> str:
    """Without a stack, where the frames of the step server are among the flow's."""
    return re.sub(r"(Traceback|Stack trace).*\n", "", repr(value), flags=re.DOTALL)


def main(pathspec: str) -> None:
    namespace(None)
    tasks = collections.defaultdict(list)
    run = Run(pathspec)
    for step in run:
        for task in step:
            artifacts = {
                artifact.id: text(artifact.data)
                for artifact in task
                if artifact.id[0] != "_" and artifact.id not in NOT_COMPARED
            }
            tasks[key(task)].append(dict(sorted(artifacts.items())))
    found = {name: sorted(each, key=repr) for name, each in sorted(tasks.items())}
    stdout = {f"{step.id}/{task.id}": task.stdout for step in run for task in step}
    stderr = {f"{step.id}/{task.id}": task.stderr for step in run for task in step}
    tags = sorted(tag for tag in run.tags if not tag.startswith("runtime:"))
    result = {"successful": run.successful, "tasks": found, "tags": tags}
    print(json.dumps({**result, "stdout": stdout, "stderr": stderr}))


if __name__ == "__main__":
    main(sys.argv[1])
