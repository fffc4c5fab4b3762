"""What may be said when a run is started, besides what was said at the compile."""

from __future__ import annotations

import dataclasses

from settings import (
    MAX_NUM_SPLITS,
    MAX_WORKERS,
    NAMESPACE,
    TAGS,
    WORKFLOW_TIMEOUT,
)

QUIET = ["--quiet", "--no-pylint"]
QUIET += ["--event-logger", "nullSidecarLogger", "--monitor", "nullSidecarMonitor"]


@dataclasses.dataclass(frozen=True)
class RunOptions:
    """What a run is told, by a command line or by the engine that starts it."""

    parameters: tuple[str, ...] = ()  # as `--name value`
    metaflow_options: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    namespace: str | None = NAMESPACE
    max_workers: int = MAX_WORKERS
    max_num_splits: int = MAX_NUM_SPLITS
    workflow_timeout: int | None = WORKFLOW_TIMEOUT  # in seconds
    resume_from: str | None = None  # id of the origin run
    step_to_rerun: str | None = None

    @property
    def tag_options(self) -> list[str]:
        tags = dict.fromkeys([*TAGS, *self.tags])
        return [word for tag in tags for word in ("--tag", tag)]


def split_options(options: list[str]) -> tuple[list[str], list[str]]:
    """Config options apart, which are to be frozen; the last of each name counts."""
    others: list[str] = []
    configs: dict[str, list[str]] = {}
    words = iter(options)
    for word in words:
        if word in ("--config", "--config-value"):
            name = next(words)
            configs[name] = [word, name, next(words)]
        else:
            others.append(word)
    return others, sum(configs.values(), [])
