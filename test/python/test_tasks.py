"""The verbs over an engine that runs nothing."""

import asyncio
from collections.abc import Iterator

import pytest

import tasks
from attempts import input_paths
from command_line import attached
from options import RunOptions, split_options
from tasks import Run, RunFailed, StepFailed, Task, TaskRequest, finished_task


class Engine:
    """Finishes each task at once; `splits` and `turns` say how a flow goes on."""

    def __init__(self, splits: int = 2, turns: int = 0, failing: str = "") -> None:
        self.splits, self.turns, self.failing = splits, turns, failing
        self.requests: list[TaskRequest] = []
        self.stopped: list[str] = []

    async def execute(self, request: TaskRequest) -> Task:
        self.requests.append(request)
        if request.label == self.failing:
            raise StepFailed(request.label, 1, [])
        if self.failing:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.stopped.append(request.label)
                raise
        again = request.iteration < self.turns
        return Task(
            request.step,
            request.task_id,
            request.indices,
            request.iteration,
            chosen=request.step if again else None,
            splits=self.splits,
            mappers=("train/train-0", "train/train-0_node_1"),
        )

    @property
    def paths(self) -> dict[str, tuple[str, ...]]:
        return {request.path: request.inputs for request in self.requests}


async def body(run: Run, item: Task) -> Task:
    return await run.step("work", item)


async def nested(run: Run, item: Task) -> Task:
    outer = await run.step("outer", item)
    return await run.foreach(outer, body, join="inner_join")


def test_foreach_in_foreach() -> None:
    engine = Engine()
    run = Run(engine)
    asyncio.run(run.foreach(Task("start", "start", splits=2), nested, join="join"))
    assert engine.paths["outer/outer-1"] == ("start/start",)
    assert engine.paths["work/work-1-0"] == ("outer/outer-1",)
    inner = engine.paths["inner_join/inner_join-1"]
    assert inner == ("work/work-1-0", "work/work-1-1")
    joined = engine.paths["join/join"]
    assert joined == ("inner_join/inner_join-0", "inner_join/inner_join-1")
    splits = {request.path: request.split_index for request in engine.requests}
    assert splits["work/work-1-0"] == 0
    assert splits["inner_join/inner_join-1"] is None


def test_loop_in_foreach() -> None:
    async def each(run: Run, item: Task) -> Task:
        return await run.loop("loop", item)

    engine = Engine(turns=2)
    asyncio.run(Run(engine).foreach(Task("start", "start", splits=1), each, join="j"))
    found = [(r.path, r.inputs[0], r.split_index) for r in engine.requests]
    assert found == [
        ("loop/loop-0", "start/start", 0),
        ("loop/loop-0-r1", "loop/loop-0", None),
        ("loop/loop-0-r2", "loop/loop-0-r1", None),
        ("j/j", "loop/loop-0-r2", None),
    ]
    assert engine.requests[1].label == "loop[0] #2"


def test_parallel() -> None:
    engine = Engine()
    asyncio.run(Run(engine).parallel(Run.parameters, "train", join="join"))
    assert engine.requests[0].is_control
    assert engine.paths["join/join"] == ("train/train-0", "train/train-0_node_1")


def test_wide_foreach() -> None:
    engine = Engine()
    run = Run(engine, max_num_splits=20_000)
    asyncio.run(run.foreach(Task("start", "start", splits=10_000), body, join="join"))
    assert len(engine.paths["join/join"]) == 10_000


def test_failure_stops_the_siblings() -> None:
    engine = Engine(failing="work[3]")
    start = Task("start", "start", splits=5)
    with pytest.raises(StepFailed):
        asyncio.run(Run(engine).foreach(start, body, join="join"))
    assert sorted(engine.stopped) == ["work[0]", "work[1]", "work[2]", "work[4]"]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    table = {
        "pick": {"type": "split-switch", "next": ["odd", "even"]},
        "both": {"type": "split", "next": ["a", "b"]},
    }
    monkeypatch.setattr(tasks, "STEPS", table)
    yield


@pytest.mark.usefixtures("steps")
def test_transitions() -> None:
    def finish(step: str, *chosen: str) -> Task:
        mappers = ["other-run/train/train-0"]
        answer = {"next": chosen, "splits": 0, "unbounded": False, "artifacts": ["x"]}
        answer["mappers"] = mappers
        return finished_task(TaskRequest(step, ()), answer)

    assert finish("pick", "odd").chosen == "odd"
    assert finish("both", "b", "a").chosen is None
    assert finish("both", "b", "a").mappers == ("train/train-0",)
    for step, chosen in (("pick", ["odd", "even"]), ("pick", ["x"]), ("both", ["a"])):
        with pytest.raises(RunFailed, match="was compiled with"):
            finish(step, *chosen)


def test_input_paths() -> None:
    assert input_paths("r", ("a/a-1",)) == "r/a/a-1"
    assert input_paths("r", ("a/a-0", "b/b-1")) == "r/:a/a-0,b/b-1"


def test_split_options() -> None:
    options = ["--config", "c", "file", "--branch", "b", "--config-value", "c", "{}"]
    assert split_options(options) == (["--branch", "b"], ["--config-value", "c", "{}"])


def test_values_may_begin_with_a_dash() -> None:
    from command_line import CommandLine

    parser = CommandLine().words.choices["run"]
    assert attached(parser, ["run", "--tag", "-x", "--unknown", "-y"]) == [
        *("run", "--tag=-x", "--unknown", "-y")
    ]


def test_options_of_metaflow() -> None:
    from command_line import CommandLine, run_options

    words = ["run", "--config", "c", "f", "--with", "retry", "--production"]
    options = run_options(CommandLine().parse([*words, "--other", "1"]))
    assert list(options.metaflow_options) == words[1:]
    assert options.parameters == ("--other", "1")
    assert options.tag_options == []
    given = CommandLine().parse(["resume", "Flow/local-1", "--step-to-rerun", "a"])
    assert RunOptions.step_to_rerun is None
    assert run_options(given).resume_from == "local-1"
    assert run_options(given).step_to_rerun == "a"
