"""The sessions of the runs whose tasks this process executes."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable

from session import Session
from step_client import Log, StepServer
from tasks import RunFailed
from temporal_orders import RunContext, RunPlan, StepPlan

IDLE = 60.0  # seconds after its last task that a run keeps its step server


@dataclasses.dataclass
class OpenSession:
    session: Session
    closing: contextlib.AsyncExitStack
    idle: asyncio.TimerHandle
    users: int = 0


class Sessions:
    """One step server for each run, from its first task here until it is idle."""

    def __init__(self, log: Log, max_workers: int) -> None:
        self.log = log
        self.max_workers = max_workers
        self.opening: dict[str, asyncio.Task[OpenSession]] = {}
        self.closing = set[asyncio.Task[None]]()
        self.began: Callable[[Session], Awaitable[None]] | None = None
        self.spare: StepServer | None = None

    @contextlib.asynccontextmanager
    async def used(self, context: RunContext, begin: bool) -> AsyncIterator[Session]:
        """The session of a run; it is opened once, however many tasks wait for it."""
        opened = await self.opened(context, begin)
        opened.users += 1
        opened.idle.cancel()
        try:
            await opened.session.recover()
            yield opened.session
        finally:
            opened.users -= 1
            if not opened.users:
                opened.idle = self.forget_later(context.run_id)

    async def opened(self, context: RunContext, begin: bool) -> OpenSession:
        run_id = context.run_id
        opening = self.opening.get(run_id)
        if opening is None:
            opening = asyncio.ensure_future(self.open(context, begin))
            self.opening[run_id] = opening
        try:
            return await asyncio.shield(opening)
        except BaseException:
            if opening.done():
                self.opening.pop(run_id, None)
            raise

    async def open(self, context: RunContext, begin: bool) -> OpenSession:
        async with contextlib.AsyncExitStack() as stack:
            server, self.spare = self.spare, None
            if server is None or server.lost:
                server = await stack.enter_async_context(StepServer.started(self.log))
            options = dataclasses.replace(context.options, max_workers=self.max_workers)
            session = Session(context.run_id, options, server, self.log)
            if begin:
                await session.prepare(may_exist=context.has_history)
                if self.began:
                    await self.began(session)
            else:
                await session.attach()
            closing = stack.pop_all()
        return OpenSession(session, closing, self.forget_later(context.run_id))

    def forget_later(self, run_id: str) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(IDLE, self.forget, run_id)

    def forget(self, run_id: str) -> None:
        opening = self.opening.pop(run_id, None)
        if opening:
            task = asyncio.ensure_future(close_session(opening))
            self.closing.add(task)
            task.add_done_callback(self.closing.discard)

    async def close(self) -> None:
        for run_id in list(self.opening):
            self.forget(run_id)
        await asyncio.gather(*self.closing, return_exceptions=True)


async def close_session(opening: asyncio.Task[OpenSession]) -> None:
    with contextlib.suppress(RunFailed, asyncio.CancelledError):
        opened = await opening
        opened.idle.cancel()
        await opened.closing.aclose()


def plan_of(session: Session) -> RunPlan:
    """By the loaded flow, whose answer wins over what was compiled."""
    plans = {
        name: StepPlan(
            1 + step["retries"] + step["error_retries"],
            step["timeout"],
            "gpu" if step["resources"].get("gpu") else None,
        )
        for name, step in session.steps.items()
    }
    special = {name: plan for name, plan in plans.items() if plan != StepPlan()}
    return RunPlan(special, session.launches or any(session.exit_hooks.values()))
