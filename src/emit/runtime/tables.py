"""Types of the tables in which a generated file describes its flow."""

from typing import Any, TypedDict


class StepShape(TypedDict):
    type: str
    next: list[str]


class StepSettings(StepShape, total=False):
    """What the compiler saw of a step. At run time the flow itself is asked."""

    line: int
    retries: int
    retry_delay: float
    catch: bool
    timeout: int
    environment: dict[str, str]
    doc: str


class ParameterSettings(TypedDict, total=False):
    type: str
    default: Any
    help: str
    required: bool
    separator: str
    argument: str  # what an engine calls it, where Metaflow's name is no identifier
