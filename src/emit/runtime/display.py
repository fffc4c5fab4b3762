"""What a person sees of a run: the lines of its steps and, on a terminal, the steps."""

import asyncio
import contextlib
import dataclasses
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator

from tasks import TaskRequest

REDRAW = 0.1  # seconds
GREEN, RED, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"


STATES = ("done", "running", "waiting", "failed", "stopped", "retried")


@dataclasses.dataclass
class StepState:
    depth: int  # of the foreachs around it
    began: float
    ended: float = 0.0
    counts: Counter[str] = dataclasses.field(default_factory=Counter)

    @property
    def is_busy(self) -> bool:
        return bool(self.counts["running"] or self.counts["waiting"])

    @property
    def colour(self) -> str:
        if self.counts["failed"]:
            return RED
        return "" if self.is_busy else GREEN

    def __str__(self) -> str:
        counts = [f"{self.counts[state]} {state}" for state in STATES]
        return ", ".join(each for each in counts if not each.startswith("0 "))


class Display:
    """Plain lines; on a terminal also a table of the steps, which stays at the end."""

    def __init__(self, title: str, is_quiet: bool = False) -> None:
        terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.title, self.is_quiet = title, is_quiet
        self.is_live = terminal and not is_quiet
        self.has_colour = not os.environ.get("NO_COLOR")
        self.began = time.monotonic()
        self.steps: dict[str, StepState] = {}
        self.lines: list[str] = []
        self.height = 0

    def say(self, label: str, line: str) -> None:
        if self.is_live:
            self.lines.append(f"{label} | {line}")
        elif not self.is_quiet:
            print(f"{label} | {line}", flush=True)

    def warn(self, line: str) -> None:
        if self.is_live:
            self.lines.append(line)
        else:
            print(line, file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def task(self, request: TaskRequest) -> Iterator[Callable[[str], None]]:
        """Counts a task, first as waiting; gives what is to be told of its changes."""
        fresh = StepState(len(request.indices), time.monotonic())
        step, at = self.steps.setdefault(request.step, fresh), ""

        def mark(state: str) -> None:
            nonlocal at
            step.counts["retried"] += (at, state) == ("running", "waiting")
            step.counts[at] -= 1
            step.counts[state] += 1
            at = state

        mark("waiting")
        try:
            yield mark
            mark("done")
        except asyncio.CancelledError:
            mark("stopped")
            raise
        except BaseException:
            mark("failed")
            raise
        finally:
            step.ended = time.monotonic()

    @contextlib.asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        redrawing = asyncio.ensure_future(self.redraw()) if self.is_live else None
        try:
            yield
        finally:
            if redrawing:
                redrawing.cancel()
                self.draw()

    async def redraw(self) -> None:
        while True:
            self.draw()
            await asyncio.sleep(REDRAW)

    def draw(self) -> None:
        width, height = shutil.get_terminal_size()
        table = self.table(width - 1, height - 2)
        back = f"\x1b[{self.height}F\x1b[J" if self.height else ""
        sys.stdout.write(back + "".join(f"{line}\n" for line in [*self.lines, *table]))
        sys.stdout.flush()
        self.lines, self.height = [], len(table)

    def table(self, width: int, height: int) -> list[str]:
        """The steps that have begun, as they began; if many, the last ones."""
        now = time.monotonic()
        rows = list(self.steps.items())
        names = max((2 * state.depth + len(name) for name, state in rows), default=0)
        lines = [f"{self.title}  {now - self.began:.1f} s"[:width]]
        for name, state in rows[max(0, len(rows) - height + 1) :]:
            seconds = (now if state.is_busy else state.ended) - state.began
            label = f"{'  ' * state.depth}{name}".ljust(names)
            line = f"  {label}  {state}  {seconds:.1f} s"[:width]
            coloured = self.has_colour and state.colour
            lines.append(f"{state.colour}{line}{PLAIN}" if coloured else line)
        return lines
