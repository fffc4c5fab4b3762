"""What Temporal costs: ratios within one run, and the size of very long histories.

    python bench/temporal.py    a foreach of 20, and activities a second
    python bench/temporal.py --extension PYTHON    which has metaflow-temporal
    python bench/temporal.py --items 100000 --turns 100000    of a foreach, of a loop

In the last one, and where activities are counted, tasks do nothing: it is Temporal and
the workflow that are measured, not Metaflow.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RawValue
from temporalio.service import RPCError
from temporalio.worker import Worker

AT_ONCE = 200  # that a workflow has open
SLOTS = 40  # of the worker; more idle tasks would end at once than any real ones do


@activity.defn(name="nothing")
async def nothing(order: dict[str, Any]) -> dict[str, Any]:
    return order


@workflow.defn(name="Bare")
class Bare:
    """As many activities as the flow's, with nothing around them."""

    @workflow.run
    async def run(self, count: int) -> None:
        slots = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self.one(slots, index) for index in range(count)))

    async def one(self, slots: asyncio.Semaphore, index: int) -> None:
        async with slots:
            await workflow.execute_activity(
                nothing,
                {"step": "work", "index": index},
                start_to_close_timeout=timedelta(minutes=1),
            )


def compiled(folder: Path, name: str) -> Path:
    from compiling import compile_flow

    return compile_flow(folder, name, target="temporal")


def without_heartbeats(file: Path) -> Path:
    """For tasks that do nothing: on a busy machine they would be late, and repeated."""
    text, line = file.read_text(), "HEARTBEAT = datetime.timedelta(seconds=10)"
    assert text.count(line) == 1
    file.write_text(text.replace(line, "HEARTBEAT = None"))
    return file


def loaded(file: Path) -> ModuleType:
    sys.path.insert(0, str(file.parent))
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec and spec.loader
    module = sys.modules[file.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def idle_activities(generated: Any, count: int) -> list[Callable[..., Any]]:
    """Tasks that do nothing: the foreach has `count` items, the loop `count` turns."""

    @activity.defn(name="_parameters")
    async def begin(context: dict[str, Any]) -> dict[str, Any]:
        return {"steps": {}, "has_finish": False}

    @activity.defn(dynamic=True)
    async def task(arguments: Sequence[RawValue]) -> Any:
        payload = arguments[0].payload
        order = activity.payload_converter().from_payload(payload, generated.Order)
        request = order.request
        following = generated.STEPS[request.step]["next"]
        goes_on = request.iteration < count - 1
        others = [each for each in following if each != request.step]
        chosen = request.step if request.step in following and goes_on else others[:1]
        return generated.Task(
            request.step,
            request.task_id,
            request.indices,
            request.iteration,
            chosen if isinstance(chosen, str) else next(iter(chosen), None),
            count if generated.STEPS[request.step]["type"] == "foreach" else 0,
        )

    return [begin, task]


async def run_idle(client: Client, generated: Any, count: int) -> float:
    name = f"{generated.FLOW_NAME}-{count}-{time.monotonic_ns()}"
    options = generated.RunOptions(max_num_splits=count)
    worker = Worker(
        client,
        task_queue=name,
        workflows=[generated.FlowWorkflow, generated.PartWorkflow],
        workflow_task_executor=generated.WorkflowThread(),
        activities=idle_activities(generated, count),
        max_concurrent_workflow_tasks=generated.WORKFLOW_TASKS,
        max_concurrent_activities=SLOTS,
    )
    async with worker:
        begun = time.perf_counter()
        await generated.start_run(client, name, name, {}, options)
        await end_of(client, name)
        took = time.perf_counter() - begun
    await tell_histories(client, name, count, took)
    return took


async def tell_histories(client: Client, name: str, count: int, took: float) -> None:
    await asyncio.sleep(3)  # visibility lags behind
    lengths = []
    async for each in client.list_workflows(f"RootWorkflowId = '{name}'"):
        description = await client.get_workflow_handle(
            each.id, run_id=each.run_id
        ).describe()
        lengths.append(description.history_length)
    print(
        f"| {name.partition('-')[0]} of {count:,} | {took:.0f} s | {count / took:.0f} |"
        f" {len(lengths):,} | {max(lengths):,} | {sum(lengths) / count:.2f} |",
        flush=True,
    )


async def run_bare(client: Client, count: int) -> float:
    name = f"bare-{time.monotonic_ns()}"
    async with Worker(
        client,
        task_queue=name,
        workflows=[Bare],
        activities=[nothing],
        max_concurrent_activities=SLOTS,
    ):
        begun = time.perf_counter()
        await client.execute_workflow("Bare", count, id=name, task_queue=name)
        return time.perf_counter() - begun


async def bench_long(address: str, folder: Path, counts: dict[str, int]) -> None:
    client = await Client.connect(address)
    print("| | wall time | tasks/s | executions | longest history | events/task |")
    print("|---|---|---|---|---|---|")
    for name, count in counts.items():
        if not count:
            continue
        await run_idle(
            client, loaded(without_heartbeats(compiled(folder, name))), count
        )


async def bench_rate(address: str, folder: Path, count: int) -> None:
    client = await Client.connect(address)
    generated = loaded(without_heartbeats(compiled(folder, "squares")))
    print("\n| | wall time | tasks/s | executions | longest history | events/task |")
    print("|---|---|---|---|---|---|")
    ratios = []
    for _ in range(3):
        bare = await run_bare(client, count)
        ours = await run_idle(client, generated, count)
        print(f"| bare SDK, {count:,} activities | {bare:.1f} s | {count / bare:.0f} |")
        ratios.append(bare / ours)
    print(f"\nOf the bare SDK's rate: {statistics.median(ratios):.2f}")


def bench_foreach(
    address: str, folder: Path, rounds: int, extension: str | None
) -> None:
    """All in turn, so that what else the machine does falls on each of them."""
    from temporal_extension import extension_words

    from shapes import FLOWS
    from temporal_files import start_worker, trigger

    environment = {
        **os.environ,
        "METAFLOW_USER": "bench",
        "METAFLOW_DATASTORE_SYSROOT_LOCAL": str(folder),
        "TEMPORAL_ADDRESS": address,
    }
    flow, file = FLOWS / "squares.py", compiled(folder, "squares")

    def command(*words: object) -> None:
        given = list(map(str, words))
        subprocess.run(given, env=environment, check=True, capture_output=True)

    async def seen_to_its_end(workflow_id: str) -> None:
        await end_of(await Client.connect(address), workflow_id)

    def triggered() -> None:
        started = trigger(folder, file, address, "--width", "20")
        asyncio.run(seen_to_its_end(started["id"]))

    python, options = sys.executable, ("--quiet", "--no-pylint")
    ways: dict[str, Callable[[], None]] = {
        "native": lambda: command(python, flow, *options, "run", "--width", 20),
        "run": lambda: command(python, file, "run", "--width", 20),
        "triggered": triggered,
    }
    with extension_words(extension, flow, address, folder, environment) as theirs:
        if theirs:
            ways["extension"] = lambda: command(*theirs, "width=20")
        worker = start_worker(folder, file, address)
        try:
            times = [
                {way: timed(act) for way, act in ways.items()} for _ in range(rounds)
            ]
        finally:
            worker.terminate()
            worker.communicate()
    medians = {way: statistics.median(each[way] for each in times) for way in ways}
    against = [way for way in ("native", "extension") if way in medians]
    print(f"\n| foreach of 20 | wall time | of {' | of '.join(against)} |")
    print("|---" * (2 + len(against)) + "|")
    for way, median in medians.items():
        told = [f"{median / medians[other]:.2f}" for other in against]
        print(f"| {way} | {median:.2f} s | {' | '.join(told)} |")


async def end_of(client: Client, workflow_id: str) -> None:
    """However long that takes, and however busy the server is meanwhile."""
    handle = client.get_workflow_handle(workflow_id)
    while True:
        try:
            await handle.result()
            return
        except RPCError:
            await asyncio.sleep(1)


def timed(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=0, help="of a long foreach")
    parser.add_argument("--turns", type=int, default=0, help="of a long loop")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--extension", metavar="PYTHON", help="one that has metaflow-temporal"
    )
    given = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(root / "test" / "python"))
    from temporal_files import temporal_server

    with temporal_server() as address, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if given.items or given.turns:
            counts = {"squares": given.items, "recursive": given.turns}
            asyncio.run(bench_long(address, folder, counts))
        else:
            if given.rounds:
                bench_foreach(address, folder, given.rounds, given.extension)
            asyncio.run(bench_rate(address, folder, 1000))


if __name__ == "__main__":
    main()
