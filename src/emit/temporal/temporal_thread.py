"""Where workflow code runs: a thread in which nothing interrupts it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class WorkflowThread(ThreadPoolExecutor):
    """The SDK interrupts workflow code after 2 s, as if it could only be a deadlock.

    That may leave coroutines that cannot be torn down: the worker would keep the run,
    and no other would get it. Here it is a busy machine, as no code of users' runs in
    workflows. So whoever submits waits, and begins to count when the code is done.
    """

    def __init__(self) -> None:
        super().__init__(1, "workflow")

    def submit(
        self,
        function: Callable[Arguments, Value],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Future[Value]:
        future = super().submit(function, *arguments, **named)
        wait([future])
        return future
