"""An op: its place in the graph, what Dagster shows of it, and what it does there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import dagster as dg

from op_names import op_name
from op_run import (
    Program,
    mapping_key,
    metadata_of,
    next_steps,
    run_tasks,
    tasks_in,
    token_of,
)
from parameter_fields import parameter_fields
from session import MAX_ATTEMPTS
from settings import FLOW_FILE, STEPS
from tasks import Run, RunFailed, Task, items_of

OpOutput: TypeAlias = Any  # what an op will give, while the graph is drawn

CATCH_RETRIES = 3  # attempts in which @catch takes over: a constant of Metaflow's


@dataclasses.dataclass(frozen=True)
class OpPlan:
    """What an op runs, of the tasks before it that go on with one of its steps."""

    name: str
    steps: Sequence[str]
    program: Program
    is_part: bool = False  # of a flow: several tasks, which retry by themselves
    opens_foreach: bool = False
    chooses: bool = False


def drawn(plan: OpPlan, after: Sequence[OpOutput]) -> OpOutput:
    """Places an op in the graph, after the outputs of others."""
    ports = port_names(after)

    # Dagster knows its own annotations only where they are no text, as ours are.
    def compute(op: dg.OpExecutionContext, inputs: Mapping[str, Any]) -> Any:
        tasks = [task for port in ports for task in tasks_in(inputs[port])]
        tasks = [task for task in tasks if {*plan.steps} & {*next_steps(task)}]
        if after and not tasks:
            op.log.info(f"The flow does not go on with {plan.steps[0]} here")
            yield dg.Output(None)
        else:
            yield from op_outputs(op, plan, tasks or [Run.parameters])

    definition = dg.OpDefinition(
        compute_fn=compute,
        name=op_name(plan.name),
        ins={port: dg.In() for port in ports},
        outs=outs_of(plan),
        config_schema=None if after else parameter_fields(),
        description=description_of(plan),
        tags={"dagster/compute_kind": "metaflow"},
        required_resource_keys={"metaflow"},
        retry_policy=None if plan.is_part else retry_policy_of(plan.name),
    )
    return definition(*after)


def op_outputs(
    context: dg.OpExecutionContext, plan: OpPlan, tasks: list[Task]
) -> Iterator[Any]:
    task, all_tasks = run_tasks(context, plan.program, tasks, plan.is_part)
    metadata = metadata_of(context, all_tasks)
    if plan.chooses:
        yield dg.Output(token_of(task), f"to_{task.chosen}", metadata=metadata)
    elif plan.opens_foreach:
        for item in foreach_items(context, task):
            shown = metadata if item.indices[-1] == 0 else None
            yield dg.DynamicOutput(token_of(item), mapping_key(item), metadata=shown)
    else:
        yield dg.Output(token_of(task), metadata=metadata)


def foreach_items(context: dg.OpExecutionContext, task: Task) -> list[Task]:
    if task.is_unbounded:  # one item: the control task
        return [dataclasses.replace(task, indices=(*task.indices, 0))]
    limit = context.resources.metaflow.session.options.max_num_splits
    try:
        return items_of(task, limit)
    except RunFailed as failure:
        raise dg.Failure(str(failure), allow_retries=False) from failure


def drawn_helper(
    name: str,
    regrouped: Callable[[dg.OpExecutionContext, list[Task]], Mapping[str, Any]],
    after: Sequence[OpOutput],
) -> OpOutput:
    """Places an op that runs nothing: it hands tasks on, as Dagster maps one level."""

    def compute(op: dg.OpExecutionContext, inputs: Mapping[str, Any]) -> Any:
        tasks = list(tasks_in(list(inputs.values())))
        for key, value in regrouped(op, tasks).items():
            yield dg.DynamicOutput(value, key)

    definition = dg.OpDefinition(
        compute_fn=compute,
        name=name,
        ins={port: dg.In() for port in port_names(after)},
        outs={"result": dg.DynamicOut()},
        description="Hands tasks on: Dagster maps one level of a foreach at a time.",
        required_resource_keys={"metaflow"},
    )
    return definition(*after)


def outs_of(plan: OpPlan) -> Mapping[str, Any]:
    if plan.opens_foreach:
        return {"result": dg.DynamicOut()}
    if not plan.chooses:
        return {"result": dg.Out()}
    targets = [each for each in STEPS[plan.name]["next"] if each != plan.name]
    return {f"to_{target}": dg.Out(is_required=False) for target in targets}


def port_names(after: Sequence[OpOutput]) -> list[str]:
    """Names of inputs, by the ops that they come from where it is one."""
    names = list[str]()
    for output in after:
        source = getattr(output, "node_name", "any")
        name = f"from_{source}"
        names.append(f"{name}_{len(names) + 1}" if name in names else name)
    return names


def description_of(plan: OpPlan) -> str:
    if plan.name not in STEPS:
        return f"Several steps of {FLOW_FILE.name}: Dagster's graph cannot hold them."
    step = STEPS[plan.name]
    place = f"{FLOW_FILE.name}, line {step.get('line')}"
    return "\n\n".join(filter(None, [step.get("doc"), place]))


def retry_policy_of(name: str) -> dg.RetryPolicy | None:
    """As it was compiled; what the loaded flow says is what counts when it runs."""
    step = STEPS[name]
    retries = step.get("retries", 0) + CATCH_RETRIES * step.get("catch", False)
    if not retries:
        return None
    most = min(retries, MAX_ATTEMPTS - 1)
    return dg.RetryPolicy(max_retries=most, delay=step.get("retry_delay", 0))
