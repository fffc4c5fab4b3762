"""The verbs of a flow as a workflow: deterministic, since Temporal replays them."""

from __future__ import annotations

import asyncio
import dataclasses
import math
from collections import Counter

from temporalio import workflow

from settings import STEPS
from tasks import Branch, Run, Task, TaskRequest, together
from temporal_activities import run_task
from temporal_limits import (
    EVENTS,
    EVENTS_OF_TASK,
    OPEN_ACTIVITIES,
    OPEN_PARTS,
    PART_SIZE,
    PART_TYPE,
    PARTS,
    WORKFLOW_TASK,
    events_of_item,
)
from temporal_orders import (
    Order,
    Part,
    PartOutcome,
    Progress,
    RunContext,
    StepPlan,
    packed,
    packed_ends,
    unpacked_ends,
)
from temporal_visibility import details_of


class TemporalEngine:
    """Each task is an activity, which Temporal repeats as Metaflow would."""

    def __init__(self, context: RunContext) -> None:
        self.context = context
        least, most = OPEN_ACTIVITIES
        self.slots = asyncio.Semaphore(
            min(most, max(least, context.options.max_workers))
        )
        self.running = Counter[str]()

    async def execute(self, request: TaskRequest) -> Task:
        context = self.context
        inputs = tuple(packed(request.inputs))
        order = Order(
            context.run_id,
            context.options,
            context.has_history,
            dataclasses.replace(request, inputs=inputs),
        )
        plan = context.plans.get(request.step, StepPlan())
        async with self.slots:
            self.running[request.step] += 1
            try:
                return await run_task(order, plan)
            finally:
                self.running[request.step] -= 1


class TemporalRun(Run):
    """The verbs, within the limits of a workflow's history."""

    def __init__(self, context: RunContext, outcome: PartOutcome | None = None) -> None:
        self.temporal = TemporalEngine(context)
        super().__init__(self.temporal, context.options.max_num_splits)
        self.reserved = 0  # events, for items that have begun and not ended
        self.parts = asyncio.Semaphore(OPEN_PARTS)
        self.done = Counter[str](outcome.tasks if outcome else {})
        self.artifacts = dict[str, list[str]](outcome.artifacts if outcome else {})

    @property
    def context(self) -> RunContext:
        return self.temporal.context

    @property
    def room(self) -> int:
        """Events that nothing is going to need yet."""
        return EVENTS - workflow.info().get_current_history_length() - self.reserved

    async def execute(self, request: TaskRequest) -> Task:
        task = await self.temporal.execute(request)
        self.done[task.step] += 1
        if task.step not in self.artifacts:
            self.artifacts[task.step] = list(task.artifacts)
            details = details_of(self.context.pathspec, self.artifacts)
            workflow.set_current_details(details)
        return task

    async def items(
        self, parent: Task, body: Branch, first: int, last: int
    ) -> list[Task]:
        """Runs items in this workflow while there is room, else in child workflows."""
        count, each = last - first, events_of_item(parent.step)
        if count * each <= self.room or count <= 1:
            self.reserved += count * each
            try:
                return await super().items(parent, body, first, last)
            finally:
                self.reserved -= count * each
        size = max(1, min(PART_SIZE, EVENTS // 2 // each))
        size = max(size, math.ceil(count / PARTS))
        parts = [
            Part(self.context, parent, body.__name__, at, min(at + size, last))
            for at in range(first, last, size)
        ]
        outcomes = await together([self.part(part) for part in parts])
        return [end for outcome in outcomes for end in unpacked_ends(outcome.ends)]

    async def loop(self, name: str, after: Task) -> Task:
        task = await self.step(name, after)
        while task.chosen == name:
            if self.room < EVENTS_OF_TASK:
                outcome = await self.part(Part(self.context, task, ""))
                assert outcome.turn
                task = outcome.turn
            else:
                task = await self.step(name, task)
        return task

    async def part(self, part: Part) -> PartOutcome:
        parent, what = workflow.info().workflow_id, f"{part.after.task_id}"
        if part.body:
            what = f"{what} {part.first}-{part.last - 1}"
        async with self.parts:
            outcome: PartOutcome = await workflow.execute_child_workflow(
                PART_TYPE,
                part,
                id=f"{parent}/{what}",
                result_type=PartOutcome,
                task_timeout=WORKFLOW_TASK,
                parent_close_policy=workflow.ParentClosePolicy.REQUEST_CANCEL,
                static_summary=f"{part.body or part.after.step} of {what}",
            )
        self.done.update(outcome.tasks)
        self.artifacts = {**outcome.artifacts, **self.artifacts}
        return outcome

    def outcome(self, ends: list[Task], turn: Task | None = None) -> PartOutcome:
        return PartOutcome(packed_ends(ends), turn, dict(self.done), self.artifacts)

    def progress(self) -> Progress:
        return {
            step: {"done": self.done[step], "running": self.temporal.running[step]}
            for step in STEPS
            if self.done[step] or self.temporal.running[step]
        }
