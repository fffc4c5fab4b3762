// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.
import { attempts, commandLine, direct, display, garbage, options, parameters, session, stepClient, stepServer, tables, tasks } from "../runtime/runtime.generated.ts";
import type { RuntimeModule } from "../runtime/runtime-module.ts";

export const opNames: RuntimeModule = {
	"name": "op_names",
	"imports": [
		{
			"module": "keyword"
		}
	],
	"names": [
		"RESERVED",
		"op_name"
	],
	"body": "# Dagster's own words, besides Python's: nothing may have their name.\nRESERVED = {\"context\", \"conf\", \"config\", \"meta\", \"dict\", \"int\", \"str\", \"float\", \"bool\"}\nRESERVED |= {\"input\", \"output\", \"type\", \"arg_dict\", \"input_arg_dict\", \"output_arg_dict\"}\n\n\ndef op_name(name: str) -> str:\n    is_reserved = name in RESERVED or keyword.iskeyword(name)\n    return f\"{name}_step\" if is_reserved else name\n"
};

export const metaflowRun: RuntimeModule = {
	"name": "metaflow_run",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "concurrent.futures"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "json"
		},
		{
			"module": "sys"
		},
		{
			"module": "threading"
		},
		{
			"module": "uuid"
		},
		{
			"module": "collections",
			"name": "Counter"
		},
		{
			"module": "collections.abc",
			"name": "Callable"
		},
		{
			"module": "collections.abc",
			"name": "Coroutine"
		},
		{
			"module": "collections.abc",
			"name": "Iterator"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "typing",
			"name": "TextIO"
		},
		{
			"module": "typing",
			"name": "TypeVar"
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"Answer",
		"OPTIONS_TAG",
		"PARENT_FAILED_TAG",
		"MetaflowRun",
		"metaflow_run",
		"metaflow_resource",
		"metaflow_run_id",
		"dagster_run_id_of",
		"dagster_tags",
		"options_of",
		"first_of"
	],
	"body": "Answer = TypeVar(\"Answer\")\n\nOPTIONS_TAG = \"metaflow/options\"  # of a Dagster run: what its command line said\nPARENT_FAILED_TAG = \"dagster/is_resume_retry\"  # set by Dagster's UI\n\n\nclass MetaflowRun:\n    \"\"\"A session on an event loop of its own: ops are plain functions in threads.\"\"\"\n\n    def __init__(\n        self,\n        loop: asyncio.AbstractEventLoop,\n        opening: concurrent.futures.Future[Session],\n        display: Display | None,\n    ) -> None:\n        self.loop, self.opening, self.display = loop, opening, display\n        self.logs: dict[str, TextIO] = {}  # by step key, where they are not captured\n        self.running = set[concurrent.futures.Future[Any]]()\n        self.tasks: list[Task] = []\n        self.has_failed = self.is_finished = False\n        self.shows: dict[str, tuple[contextlib.ExitStack, Mark]] = {}\n        self.attempts = Counter[str]()\n        self.fault: RunFailed | None = None  # why all was stopped\n        self.interrupt: Callable[[], None] = self.stop  # for who has more to do then\n\n    @property\n    def session(self) -> Session:\n        return self.opening.result()\n\n    def wait(self, work: Coroutine[Any, Any, Answer], is_last: bool = False) -> Answer:\n        \"\"\"Does some work on the event loop; none but the last when all was stopped.\"\"\"\n        future = asyncio.run_coroutine_threadsafe(work, self.loop)\n        self.running.add(future)\n        try:\n            if self.fault and not is_last:\n                raise self.fault\n            return future.result()\n        except concurrent.futures.CancelledError:\n            raise self.fault or RunFailed(\"It was cancelled\") from None\n        finally:\n            future.cancel()  # when it is not the work that has ended, but we\n            self.running.discard(future)\n\n    def stop(self, fault: RunFailed | None = None) -> None:\n        \"\"\"Ends all that is running, and with it the processes of the steps.\"\"\"\n        self.fault = self.fault or fault or RunFailed(\"The run was cancelled\")\n        for future in list(self.running):\n            future.cancel()\n\n    def say(self, step_key: str, label: str, line: str) -> None:\n        \"\"\"To the log of the op, and to who has started the run from a terminal.\"\"\"\n        if self.display:\n            self.display.say(label, line)\n        if self.logs.get(step_key) or not self.display:\n            self.note(step_key, f\"{label} | {line}\")\n\n    def note(self, step_key: str, line: str) -> None:\n        \"\"\"To the log of the op: where Dagster captures what is printed, that is it.\"\"\"\n        if log := self.logs.get(step_key):\n            with contextlib.suppress(ValueError):  # it was closed: we are stopping\n                log.write(f\"{line}\\n\")\n                log.flush()\n        elif not self.display:\n            print(line, flush=True)\n\n    @contextlib.contextmanager\n    def shown(self, request: TaskRequest) -> Iterator[Mark]:\n        \"\"\"A task on the terminal, where there is one, through all its attempts.\"\"\"\n        known = request.path in self.shows\n        stack, mark = self.shows.pop(request.path) if known else self.show(request)\n        try:\n            yield mark\n        except dg.RetryRequested:\n            mark(\"waiting\")\n            self.shows[request.path] = (stack, mark)\n            raise\n        except BaseException:\n            stack.__exit__(*sys.exc_info())\n            raise\n        stack.close()\n\n    def show(self, request: TaskRequest) -> tuple[contextlib.ExitStack, Mark]:\n        stack = contextlib.ExitStack()\n        if self.display:\n            return stack, stack.enter_context(self.display.task(request))\n        return stack, lambda state: None\n\n    def finish(self, status: str) -> None:\n        \"\"\"The last word to Metaflow, once: only who runs the whole flow can say it.\"\"\"\n        if not self.is_finished:\n            self.is_finished = True\n            with contextlib.suppress(RunFailed):  # there may be no session\n                self.wait(tell_metaflow(self.session, status), is_last=True)\n\n\n@contextlib.contextmanager\ndef metaflow_run(\n    run_id: str,\n    options: RunOptions,\n    log: Log,\n    *,\n    may_exist: bool = True,\n    display: Display | None = None,\n) -> Iterator[MetaflowRun]:\n    \"\"\"Begins to open the session, and goes on meanwhile; closes it in the end.\"\"\"\n    loop, stack = asyncio.new_event_loop(), contextlib.AsyncExitStack()\n\n    async def opened_session() -> Session:\n        if display:\n            await stack.enter_async_context(display.shown())\n        opened = Session.opened(run_id, options, log, may_exist)\n        return await stack.enter_async_context(opened)\n\n    thread = threading.Thread(target=loop.run_forever, name=\"metaflow\", daemon=True)\n    thread.start()\n    opening = asyncio.run_coroutine_threadsafe(opened_session(), loop)\n    metaflow = MetaflowRun(loop, opening, display)\n    limit = options.workflow_timeout\n    late = RunFailed(f\"Not done after {limit} seconds\")\n    alarm = threading.Timer(limit or 0, metaflow.stop, [late])\n    alarm.daemon = True\n    if limit:\n        alarm.start()\n    try:\n        yield metaflow\n    finally:\n        alarm.cancel()\n        opening.cancel()\n        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result()\n        loop.call_soon_threadsafe(loop.stop)\n        thread.join()\n        loop.close()\n\n\n@dg.resource(description=\"The Metaflow run, and the process that runs its steps.\")\ndef metaflow_resource(init: dg.InitResourceContext) -> Iterator[MetaflowRun]:\n    \"\"\"One in a process: of a run where ops are threads, else of each op.\"\"\"\n    run, log = init.run, init.log\n    assert run and log\n    with metaflow_run(metaflow_run_id(run.run_id), options_of(run), log.info) as opened:\n        yield opened\n        if any(not STEPS[task.step][\"next\"] for task in opened.tasks):\n            opened.finish(\"SUCCEEDED\")\n\n\ndef metaflow_run_id(dagster_run_id: str) -> str:\n    return f\"{ENGINE}-{dagster_run_id}\"\n\n\ndef dagster_run_id_of(run_id: str) -> str | None:\n    \"\"\"None for a run that did not run on Dagster.\"\"\"\n    dagster_run_id = run_id.removeprefix(f\"{ENGINE}-\")\n    try:\n        return str(uuid.UUID(dagster_run_id))\n    except ValueError:\n        return None\n\n\ndef dagster_tags(options: RunOptions) -> dict[str, str]:\n    \"\"\"What Dagster keeps of a run's options; a re-execution inherits it.\"\"\"\n    unknown, words = list[str](), iter(options.parameters)\n    for word in words:\n        if word.removeprefix(\"--\") in PARAMETERS:\n            next(words, None)  # it is in the run config\n        else:\n            unknown.append(word)\n    rest = dataclasses.replace(options, parameters=tuple(unknown))\n    return {OPTIONS_TAG: json.dumps(dataclasses.asdict(rest))}\n\n\ndef options_of(run: dg.DagsterRun) -> RunOptions:\n    \"\"\"The options of a run, from its tags, its config, and what it re-executes.\"\"\"\n    said = json.loads(run.tags.get(OPTIONS_TAG, \"{}\"))\n    lists = (\"parameters\", \"metaflow_options\", \"tags\")\n    options = RunOptions(**said | {key: tuple(said.get(key, ())) for key in lists})\n    ops: Any = run.run_config.get(\"ops\", {})\n    config = ops.get(op_name(next(iter(STEPS))), {}).get(\"config\", {})\n    options = dataclasses.replace(\n        options,\n        parameters=(*parameter_words(config), *options.parameters),\n        tags=(*options.tags, f\"dagster_run:{run.run_id}\"),\n    )\n    if run.parent_run_id is None:\n        return options\n    # A re-execution: of all steps it is a new run, else it goes on where that one was.\n    steps = run.step_keys_to_execute or ()\n    first = None if run.tags.get(PARENT_FAILED_TAG) else first_of(steps)\n    return dataclasses.replace(\n        options,\n        resume_from=metaflow_run_id(run.parent_run_id) if steps else None,\n        step_to_rerun=first,\n    )\n\n\ndef first_of(step_keys: Any) -> str | None:\n    \"\"\"The step to run again where steps were selected; nothing for a single item.\"\"\"\n    return next((name for name in STEPS if name in step_keys), None)\n"
};

export const parameterFields: RuntimeModule = {
	"name": "parameter_fields",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "json"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"FIELD_TYPES",
		"parameter_fields",
		"field_of",
		"parsed",
		"fits",
		"launch_config"
	],
	"body": "FIELD_TYPES: dict[str, Any] = {\"str\": str, \"int\": int, \"float\": float, \"bool\": bool}\n\n\ndef parameter_fields() -> dict[str, dg.Field]:\n    \"\"\"By Metaflow's own names. A default that is not known is left to Metaflow.\"\"\"\n    return {name: field_of(settings) for name, settings in PARAMETERS.items()}\n\n\ndef field_of(settings: ParameterSettings) -> dg.Field:\n    kind = settings.get(\"type\", \"str\")\n    required, description = settings.get(\"required\", False), settings.get(\"help\")\n    default = settings.get(\"default\")\n    if kind == \"json\" and isinstance(default, str):\n        default = parsed(default)\n    shown = default is not None and kind != \"file\" and fits(default, kind)\n    if not shown:\n        return dg.Field(\n            FIELD_TYPES.get(kind, dg.Any),\n            is_required=required and default is None,\n            description=description,\n        )\n    return dg.Field(\n        FIELD_TYPES.get(kind, dg.Any), default_value=default, description=description\n    )\n\n\ndef parsed(text: str) -> Any:\n    try:\n        return json.loads(text)\n    except ValueError:\n        return None\n\n\ndef fits(default: Any, kind: str) -> bool:\n    \"\"\"Whether a default has the type that the parameter is declared with.\"\"\"\n    if kind == \"json\":\n        return True\n    numbers = (int, float) if kind == \"float\" else FIELD_TYPES.get(kind, str)\n    return isinstance(default, numbers) and (\n        kind == \"bool\" or not isinstance(default, bool)\n    )\n\n\ndef launch_config(given: argparse.Namespace) -> dict[str, Any]:\n    \"\"\"The run config of a command line: what Dagster shows of a run, and checks.\"\"\"\n    values = said_parameters(given)\n    return {\"ops\": {op_name(next(iter(STEPS))): {\"config\": values}}} if values else {}\n"
};

export const threadExecutor: RuntimeModule = {
	"name": "thread_executor",
	"imports": [
		{
			"module": "contextlib"
		},
		{
			"module": "os"
		},
		{
			"module": "queue"
		},
		{
			"module": "warnings"
		},
		{
			"module": "collections.abc",
			"name": "Iterator"
		},
		{
			"module": "concurrent.futures",
			"name": "ThreadPoolExecutor"
		},
		{
			"module": "importlib",
			"name": "import_module"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "typing",
			"name": "TypeAlias"
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"Events",
		"EXECUTOR_VARIABLE",
		"PROCESS_TAG",
		"NEEDED",
		"internals",
		"ThreadExecutor",
		"log_name",
		"received",
		"check_end",
		"thread_executor",
		"usable",
		"executor_named",
		"chosen_executor"
	],
	"body": "# Of the ops: step key, event or fault, and whether the op has ended with it.\nEvents: TypeAlias = \"queue.Queue[tuple[str, Any, bool]]\"\nEXECUTOR_VARIABLE = \"METAFLOW_DAGSTER_EXECUTOR\"\nPROCESS_TAG = \"metaflow/process\"  # of a Dagster run\n\n# Dagster has no public way to run the ops of a plan in threads. These are the names\n# that its own executors are written with.\nNEEDED = {\n    \"DagsterEvent\": \"dagster._core.events\",\n    \"DagsterExecutionInterruptedError\": \"dagster._core.errors\",\n    \"ExecuteRunWithPlanIterable\": \"dagster._core.execution.api\",\n    \"PlanExecutionContextManager\": \"dagster._core.execution.context_creation_job\",\n    \"dagster_event_sequence_for_step\": \"dagster._core.execution.plan.execute_plan\",\n    \"InstanceConcurrencyContext\": (\n        \"dagster._core.execution.plan.instance_concurrency_context\"\n    ),\n    \"RetryMode\": \"dagster._core.execution.retries\",\n    \"ComputeIOType\": \"dagster._core.storage.compute_log_manager\",\n    \"CapturedLogContext\": \"dagster._core.storage.compute_log_manager\",\n}\n\n\ndef internals() -> dict[str, Any]:\n    return {name: getattr(import_module(path), name) for name, path in NEEDED.items()}\n\n\nclass ThreadExecutor(dg.Executor):\n    \"\"\"Runs ops as threads of the process of the run; a process for each costs 2 s.\"\"\"\n\n    def __init__(self, max_concurrent: int, dagster: dict[str, Any]) -> None:\n        self.max_concurrent, self.dagster = max_concurrent, dagster\n\n    @property\n    def retries(self) -> Any:\n        return self.dagster[\"RetryMode\"].ENABLED\n\n    def execute(self, plan_context: Any, execution_plan: Any) -> Iterator[Any]:\n        \"\"\"Leaves a note of this process, to be found dead when it was killed.\"\"\"\n        run_id = plan_context.run_id\n        note = {PROCESS_TAG: process_mark(os.getpid())}\n        note[\"metaflow/run\"] = f\"{FLOW_NAME}/{metaflow_run_id(run_id)}\"\n        plan_context.instance.add_run_tags(run_id, note)\n        manager = self.dagster[\"PlanExecutionContextManager\"](\n            job=plan_context.job,\n            retry_mode=plan_context.retry_mode,\n            execution_plan=execution_plan,\n            run_config=plan_context.run_config,\n            dagster_run=plan_context.dagster_run,\n            instance=plan_context.instance,\n            raise_on_error=plan_context.raise_on_error,\n            output_capture=plan_context.output_capture,\n        )\n        yield from self.dagster[\"ExecuteRunWithPlanIterable\"](\n            execution_plan=execution_plan,\n            iterator=self.run_plan,\n            execution_context_manager=manager,\n        )\n\n    def run_plan(self, job_context: Any, execution_plan: Any) -> Iterator[Any]:\n        instance, run = job_context.instance, job_context.dagster_run\n        with (\n            self.dagster[\"InstanceConcurrencyContext\"](instance, run) as pools,\n            execution_plan.start(\n                retry_mode=self.retries,\n                max_concurrent=self.max_concurrent,\n                instance_concurrency_context=pools,\n            ) as active,\n            ThreadPoolExecutor(self.max_concurrent) as threads,\n        ):\n            resources = job_context.scoped_resources_builder.build({\"metaflow\"})\n            metaflow: MetaflowRun = resources.metaflow\n            try:\n                yield from self.run_steps(job_context, active, threads, metaflow)\n            except BaseException as fault:\n                metaflow.has_failed = True\n                metaflow.stop(RunFailed(str(fault) or \"The run was cancelled\"))\n                raise\n            finally:\n                if metaflow.has_failed and not metaflow.display:\n                    threads.shutdown()  # the last word comes after the last op\n                    metaflow.finish(\"FAILED\")\n        check_end(execution_plan, metaflow)\n\n    def run_steps(\n        self,\n        job_context: Any,\n        active: Any,\n        threads: ThreadPoolExecutor,\n        metaflow: MetaflowRun,\n    ) -> Iterator[Any]:\n        events: Events = queue.Queue()\n        running = set[str]()\n        while not active.is_complete or running:\n            if active.check_for_interrupts():\n                active.mark_interrupted()\n                metaflow.interrupt()\n                raise self.dagster[\"DagsterExecutionInterruptedError\"]\n            for step in active.get_steps_to_execute():\n                context = job_context.for_step(step, active.get_known_state())\n                running.add(step.key)\n                yield self.logs_captured(job_context, step.key)\n                threads.submit(self.run_step, context, events)\n            yield from active.concurrency_event_iterator(job_context)\n            for key, event, is_last in received(events, 0.2 if running else 0.01):\n                if isinstance(event, BaseException):\n                    raise event\n                if event:\n                    yield event\n                    active.handle_event(event)\n                    metaflow.has_failed |= event.is_step_failure\n                if is_last:\n                    running.remove(key)\n                    active.verify_complete(job_context, key)\n            yield from active.plan_events_iterator(job_context)\n\n    def run_step(self, context: Any, events: Events) -> None:\n        \"\"\"In a thread: an op from its begin to its end.\n\n        The last event comes with the end: it may let the next attempt begin.\n        \"\"\"\n        key, logs = context.step.key, context.resources.metaflow.logs\n        manager = context.instance.compute_log_manager\n        log_key = manager.build_log_key_for_run(context.run_id, log_name(key))\n        stdout, last = self.dagster[\"ComputeIOType\"].STDOUT, None\n        try:\n            with manager.open_log_stream(log_key, stdout) as log:\n                logs[key] = log\n                for event in self.dagster[\"dagster_event_sequence_for_step\"](context):\n                    if last:\n                        events.put((key, last, False))\n                    last = event\n        except BaseException as fault:\n            last = fault\n        logs.pop(key, None)\n        events.put((key, last, True))\n\n    def logs_captured(self, job_context: Any, key: str) -> Any:\n        \"\"\"Tells the UI where the log of an op is.\"\"\"\n        manager = job_context.instance.compute_log_manager\n        log_key = manager.build_log_key_for_run(job_context.run_id, log_name(key))\n        captured = self.dagster[\"CapturedLogContext\"](log_key)\n        event = self.dagster[\"DagsterEvent\"]\n        return event.capture_logs(job_context, [key], log_key, captured)\n\n\ndef log_name(step_key: str) -> str:\n    return step_key.replace(\"[\", \"-\").replace(\"]\", \"\")\n\n\ndef received(events: Events, patience: float) -> Iterator[tuple[str, Any, bool]]:\n    \"\"\"All that has happened; waits a little where nothing has.\"\"\"\n    with contextlib.suppress(queue.Empty):\n        yield events.get(timeout=patience)\n        while True:\n            yield events.get_nowait()\n\n\ndef check_end(execution_plan: Any, metaflow: MetaflowRun) -> None:\n    \"\"\"Refuses to call a run a success that Dagster has skipped the end of.\"\"\"\n    end = next(name for name, step in STEPS.items() if not step[\"next\"])\n    is_selected = op_name(end) in execution_plan.step_keys_to_execute\n    has_run = any(task.step == end for task in metaflow.tasks)\n    if is_selected and not has_run and not metaflow.has_failed:\n        raise RunFailed(f\"Dagster has skipped {end}: that is a fault of this file\")\n\n\n@dg.executor(\n    name=\"threads\",\n    config_schema={\"max_concurrent\": dg.Field(int, default_value=MAX_WORKERS)},\n)\ndef thread_executor(init: dg.InitExecutorContext) -> ThreadExecutor:\n    config: Any = init.executor_config\n    return ThreadExecutor(config[\"max_concurrent\"], internals())\n\n\ndef usable(name: str) -> str:\n    \"\"\"`threads` only where Dagster has what it takes.\"\"\"\n    if name == \"threads\":\n        try:\n            internals()\n        except (ImportError, AttributeError) as fault:\n            warnings.warn(\n                f\"Dagster {dg.__version__} cannot run ops as threads ({fault}): \"\n                \"each is a process now, which takes longer\",\n                stacklevel=2,\n            )\n            return \"multiprocess\"\n    return name\n\n\ndef executor_named(name: str) -> dg.ExecutorDefinition:\n    \"\"\"`threads`, an executor of Dagster's, or any other as `module:name`.\"\"\"\n    module, _, attribute = name.partition(\":\")\n    if attribute:\n        found: dg.ExecutorDefinition = getattr(import_module(module), attribute)\n        return found\n    known = {\"threads\": thread_executor, \"in_process\": dg.in_process_executor}\n    return known.get(usable(name), dg.multiprocess_executor)\n\n\ndef chosen_executor() -> dg.ExecutorDefinition:\n    return executor_named(os.environ.get(EXECUTOR_VARIABLE, \"threads\"))\n"
};

export const runtime: RuntimeModule = {
	"name": "runtime",
	"imports": [
		{
			"module": "collections.abc",
			"name": "Callable"
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"graph_of",
		"job_of"
	],
	"body": "def graph_of(draw: Callable[[], None], name: str) -> dg.GraphDefinition:\n    return dg.graph(name=op_name(name), description=draw.__doc__)(draw)\n\n\ndef job_of(\n    graph: dg.GraphDefinition,\n    executor: dg.ExecutorDefinition | None = None,\n    metaflow: dg.ResourceDefinition = metaflow_resource,\n) -> dg.JobDefinition:\n    \"\"\"The job of a flow; the command line makes it anew, around its own run.\"\"\"\n    tags = {\"metaflow/flow\": FLOW_NAME}\n    if WORKFLOW_TIMEOUT:\n        tags[\"dagster/max_runtime\"] = str(WORKFLOW_TIMEOUT)\n    return graph.to_job(\n        tags=tags,\n        executor_def=executor or chosen_executor(),\n        resource_defs={\"metaflow\": metaflow},\n    )\n"
};

export const dagsterHere: RuntimeModule = {
	"name": "dagster_here",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "os"
		},
		{
			"module": "signal"
		},
		{
			"module": "tempfile"
		},
		{
			"module": "time"
		},
		{
			"module": "uuid"
		},
		{
			"module": "collections.abc",
			"name": "Iterator"
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
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"STAND_INS",
		"INTERRUPTED",
		"RunHere",
		"run_job_here",
		"origin_config",
		"dagster_instance",
		"end_at_once_when_told_again"
	],
	"body": "# What Dagster wants to see of required parameters of which it knows nothing.\nSTAND_INS: dict[str, Any] = {\"int\": 0, \"float\": 0.0, \"bool\": False}\n\n# What Dagster's own executors fail with when we are told to end.\nINTERRUPTED = (\"DagsterExecutionInterruptedError\", \"KeyboardInterrupt\")\n\n\nclass RunHere:\n    \"\"\"A run that the command line begins: what it was told, and how it goes.\"\"\"\n\n    def __init__(self, job: dg.JobDefinition, given: argparse.Namespace) -> None:\n        self.job, self.given, self.options = job, given, run_options(given)\n        self.executor = usable(given.executor)\n        self.dagster_run_id = str(uuid.uuid4())\n        self.run_id = metaflow_run_id(self.dagster_run_id)\n        self.is_registered = self.is_interrupted = False\n        self.reasons: list[str] = []\n        self.run: Run | None = None\n        self.display = Display(f\"{FLOW_NAME}/{self.run_id}\", given.quiet)\n\n    def execute(self) -> str:\n        \"\"\"Runs the job; gives the status in which it ends.\"\"\"\n        tags = (*self.options.tags, f\"dagster_run:{self.dagster_run_id}\")\n        options = dataclasses.replace(self.options, tags=tags)\n        signal.signal(signal.SIGTERM, signal.default_int_handler)\n        with contextlib.ExitStack() as stack:\n            opened = metaflow_run(\n                self.run_id,\n                options,\n                self.display.warn,\n                may_exist=False,\n                display=self.display,\n            )\n            metaflow = stack.enter_context(opened)  # loads Metaflow, while we go on\n            instance = stack.enter_context(dagster_instance(self.given, self.executor))\n            job, runnable = self.runnable_job(metaflow)\n            self.begin(metaflow)\n            run = self.created(instance, job)\n            status = \"FAILED\"\n            try:\n                status = self.run_job(runnable, run, instance, metaflow)\n            finally:\n                self.run = Run(LocalEngine(metaflow.session))\n                self.run.tasks = metaflow.tasks\n                metaflow.finish(status)\n        return status\n\n    def created(self, instance: dg.DagsterInstance, job: dg.JobDefinition) -> Any:\n        config = launch_config(self.given)\n        if self.options.resume_from:\n            config = origin_config(instance, self.options.resume_from)\n        if self.executor == \"threads\":\n            limit = {\"max_concurrent\": self.given.max_workers}\n            config[\"execution\"] = {\"config\": limit}\n        config[\"loggers\"] = {\"console\": {\"config\": {\"log_level\": \"CRITICAL\"}}}\n        try:\n            return instance.create_run_for_job(\n                job,\n                run_id=self.dagster_run_id,\n                run_config=config,\n                tags=dagster_tags(self.options),\n            )\n        except dg.DagsterInvalidConfigError as refusal:\n            raise RunFailed(\"Dagster refuses the parameters\", [str(refusal)]) from None\n\n    def begin(self, metaflow: MetaflowRun) -> None:\n        \"\"\"From here on there is a run to speak of.\"\"\"\n        running = mark(\n            metaflow.session, process=process_mark(os.getpid()), status=\"RUNNING\"\n        )\n        metaflow.wait(running)\n        self.is_registered = True\n        if self.given.run_id_file:\n            Path(self.given.run_id_file).write_text(self.run_id)\n        self.display.say(FLOW_NAME, f\"Metaflow run {FLOW_NAME}/{self.run_id}\")\n\n    def runnable_job(self, metaflow: MetaflowRun) -> tuple[dg.JobDefinition, Any]:\n        \"\"\"The job, and the form of it that Dagster runs.\"\"\"\n        from dagster._core.definitions.job_base import InMemoryJob\n        from dagster._core.definitions.reconstruct import ReconstructableRepository\n\n        if self.executor == \"multiprocess\":  # each process loads this file\n            os.environ[EXECUTOR_VARIABLE] = self.executor\n            repository = ReconstructableRepository.for_file(__file__, \"defs\")\n            job = repository.get_reconstructable_job(self.job.name)\n            return job.get_definition(), job\n        own = dg.ResourceDefinition.hardcoded_resource(metaflow)\n        here = job_of(self.job.graph, executor_named(self.executor), own)\n        return here, InMemoryJob(here)\n\n    def run_job(\n        self,\n        job: Any,\n        run: dg.DagsterRun,\n        instance: dg.DagsterInstance,\n        metaflow: MetaflowRun,\n    ) -> str:\n        from dagster._core.execution.api import execute_run_iterator\n\n        def interrupt() -> None:\n            if not self.is_interrupted:\n                self.is_interrupted = True\n                end_at_once_when_told_again()\n                instance.report_run_canceling(run)\n            metaflow.stop()\n\n        metaflow.interrupt = interrupt\n        for event in execute_run_iterator(job, run, instance):\n            self.note(event)\n        if self.is_interrupted:\n            known = instance.get_run_by_id(run.run_id)\n            if known and known.status != dg.DagsterRunStatus.CANCELED:\n                instance.report_run_canceled(run)\n            return \"CANCELLED\"\n        ended = instance.get_run_by_id(run.run_id)\n        return \"SUCCEEDED\" if ended and ended.is_success else \"FAILED\"\n\n    def note(self, event: dg.DagsterEvent) -> None:\n        \"\"\"Keeps the first reason for a failure, with which the report will end.\"\"\"\n        if event.is_step_failure:\n            data = event.step_failure_data\n            error, user = data.error, data.user_failure_data\n        elif event.is_job_failure:\n            error, user = event.job_failure_data.error, None\n        else:\n            return\n        self.is_interrupted |= bool(error and error.cls_name in INTERRUPTED)\n        reason = (user and user.description) or (error and error.to_string().strip())\n        if reason and not self.reasons:\n            self.reasons = [reason]\n\n    def tell(self, status: str) -> int:\n        if status == \"SUCCEEDED\" and self.run:\n            print(summary(self.run_id, self.run), flush=True)\n            return 0\n        reasons = [\"The run was cancelled\"] if self.is_interrupted else self.reasons\n        complain(\"\\n\" + \"\\n\".join(reasons))\n        complain(f\"To finish it: {resume_command(self.run_id, self.options)}\")\n        return 1\n\n\ndef run_job_here(job: dg.JobDefinition, given: argparse.Namespace) -> int:\n    here = RunHere(job, given)\n    try:\n        return here.tell(here.execute())\n    except RunFailed as failure:\n        report(failure)\n        is_usage = isinstance(failure, StepFailed) and failure.exit_code == 2\n        return 2 if is_usage and not here.is_registered else 1\n    except KeyboardInterrupt:\n        complain(\"\\nThe run was cancelled\")\n        return 1\n\n\ndef origin_config(instance: dg.DagsterInstance, run_id: str) -> dict[str, Any]:\n    \"\"\"Of the run that is resumed; Metaflow clones its parameters in any case.\"\"\"\n    dagster_run_id = dagster_run_id_of(run_id)\n    origin = instance.get_run_by_id(dagster_run_id) if dagster_run_id else None\n    known: Any = origin.run_config.get(\"ops\") if origin else None\n    values = {\n        name: STAND_INS.get(settings.get(\"type\", \"\"), \"\")\n        for name, settings in PARAMETERS.items()\n        if settings.get(\"required\")\n    }\n    ops = known or {op_name(next(iter(STEPS))): {\"config\": values}}\n    return {\"ops\": ops} if known or values else {}\n\n\n@contextlib.contextmanager\ndef dagster_instance(\n    given: argparse.Namespace, executor: str\n) -> Iterator[dg.DagsterInstance]:\n    \"\"\"The one in DAGSTER_HOME, else one that is gone when the run has ended.\"\"\"\n    has_home = bool(os.environ.get(\"DAGSTER_HOME\"))\n    if given.instance and not has_home:\n        raise RunFailed(\"--instance needs DAGSTER_HOME, the folder of the instance\")\n    with contextlib.ExitStack() as stack:\n        with loading():\n            if has_home:\n                instance = dg.DagsterInstance.get()\n            elif executor == \"multiprocess\":  # its processes share what is on disk\n                folder = tempfile.TemporaryDirectory(prefix=\"dagster-\")\n                path = stack.enter_context(folder)\n                instance = dg.DagsterInstance.local_temp(path)\n            else:\n                instance = dg.DagsterInstance.ephemeral()\n        yield stack.enter_context(instance)\n\n\ndef end_at_once_when_told_again() -> None:\n    \"\"\"Who is told with the whole process group is often told again by name.\"\"\"\n    first = time.monotonic()\n\n    def end(*_: object) -> None:\n        if time.monotonic() - first > SAME_SIGNAL:\n            os._exit(1)\n\n    for number in (signal.SIGINT, signal.SIGTERM):\n        signal.signal(number, end)\n"
};

export const webserver: RuntimeModule = {
	"name": "webserver",
	"imports": [
		{
			"module": "json"
		},
		{
			"module": "os"
		},
		{
			"module": "urllib.error"
		},
		{
			"module": "urllib.request"
		},
		{
			"module": "typing",
			"name": "Any"
		}
	],
	"names": [
		"API_PATIENCE",
		"JOBS",
		"LAUNCH",
		"STATUS",
		"RELOAD",
		"ask",
		"location_of",
		"launch"
	],
	"body": "API_PATIENCE = 60  # seconds for an answer\n\nJOBS = \"\"\"query { workspaceOrError { ... on Workspace { locationEntries {\n  name\n  locationOrLoadError {\n    ... on RepositoryLocation { repositories { name jobs { name } } }\n    ... on PythonError { message }\n  }\n} } } }\"\"\"\nLAUNCH = \"\"\"mutation ($params: ExecutionParams!) {\n  launchRun(executionParams: $params) {\n    __typename\n    ... on LaunchRunSuccess { run { runId } }\n    ... on RunConfigValidationInvalid { errors { message } }\n    ... on PythonError { message }\n  }\n}\"\"\"\nSTATUS = \"\"\"query ($id: ID!) {\n  runOrError(runId: $id) { ... on Run { status tags { key value } } }\n}\"\"\"\nRELOAD = \"mutation { reloadWorkspace { __typename } }\"\n\n\ndef ask(url: str, query: str, **variables: Any) -> Any:\n    \"\"\"The answer to one GraphQL request.\"\"\"\n    headers = {\"Content-Type\": \"application/json\"}\n    if token := os.environ.get(\"DAGSTER_CLOUD_API_TOKEN\"):\n        headers[\"Dagster-Cloud-Api-Token\"] = token\n    body = json.dumps({\"query\": query, \"variables\": variables}).encode()\n    request = urllib.request.Request(f\"{url.rstrip('/')}/graphql\", body, headers)\n    try:\n        with urllib.request.urlopen(request, timeout=API_PATIENCE) as response:\n            answer = json.load(response)\n    except urllib.error.HTTPError as fault:\n        said = fault.read().decode(errors=\"replace\").splitlines()\n        raise RunFailed(f\"Dagster at {url} refuses: {fault}\", said[:5]) from None\n    except (OSError, ValueError) as fault:\n        raise RunFailed(\n            f\"No Dagster webserver answers at {url} ({fault}): start one with \"\n            \"`dagster dev`, or say where it is with --url\"\n        ) from None\n    if answer.get(\"errors\"):\n        raise RunFailed(f\"Dagster at {url}: {answer['errors'][0]['message']}\")\n    return next(iter(answer[\"data\"].values()))\n\n\ndef location_of(url: str, job: str) -> tuple[str, str]:\n    \"\"\"The code location and the repository in which a job is deployed.\"\"\"\n    faults = []\n    for entry in ask(url, JOBS)[\"locationEntries\"]:\n        location = entry[\"locationOrLoadError\"] or {}\n        for repository in location.get(\"repositories\", ()):\n            if job in [each[\"name\"] for each in repository[\"jobs\"]]:\n                return entry[\"name\"], repository[\"name\"]\n        if \"message\" in location:\n            faults.append(f\"{entry['name']}: {location['message'].strip()}\")\n    raise RunFailed(\n        f\"The Dagster at {url} has no job {job}: load this file there, with \"\n        \"`dagster dev -f` or the word `deploy`\",\n        faults,\n    )\n\n\ndef launch(url: str, job: str, config: dict[str, Any], tags: dict[str, str]) -> str:\n    \"\"\"Starts a run; gives its id.\"\"\"\n    location, repository = location_of(url, job)\n    selector = {\n        \"repositoryLocationName\": location,\n        \"repositoryName\": repository,\n        \"jobName\": job,\n    }\n    pairs = [{\"key\": key, \"value\": value} for key, value in tags.items()]\n    params = {\n        \"selector\": selector,\n        \"runConfigData\": config,\n        \"mode\": \"default\",\n        \"executionMetadata\": {\"tags\": pairs},\n    }\n    answer = ask(url, LAUNCH, params=params)\n    if \"run\" not in answer:\n        errors = answer.get(\"errors\") or [answer]\n        reasons = [error.get(\"message\", answer[\"__typename\"]) for error in errors]\n        raise RunFailed(f\"The Dagster at {url} has not launched the run\", reasons)\n    run_id: str = answer[\"run\"][\"runId\"]\n    return run_id\n"
};

export const dagsterStatus: RuntimeModule = {
	"name": "dagster_status",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "os"
		},
		{
			"module": "socket"
		},
		{
			"module": "collections.abc",
			"name": "Mapping"
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"DEFAULT_URL",
		"STATUS_OF_DAGSTER",
		"status_of_run",
		"status_here",
		"status_at",
		"known_status"
	],
	"body": "DEFAULT_URL = os.environ.get(\"DAGSTER_WEBSERVER_URL\", \"http://127.0.0.1:3000\")\n\nSTATUS_OF_DAGSTER = {\n    \"QUEUED\": \"PENDING\",\n    \"NOT_STARTED\": \"PENDING\",\n    \"STARTING\": \"PENDING\",\n    \"SUCCESS\": \"SUCCEEDED\",\n    \"FAILURE\": \"FAILED\",\n    \"CANCELED\": \"CANCELLED\",\n}\n\n\ndef status_of_run(given: argparse.Namespace) -> str | None:\n    \"\"\"By the webserver or the instance that is named, by Metaflow, by a webserver.\"\"\"\n    run_id = dagster_run_id_of(given.run_id)\n    if run_id and given.url:\n        return status_at(given.url, run_id)\n    if run_id and os.environ.get(\"DAGSTER_HOME\") and (status := status_here(run_id)):\n        return status\n    if status := asyncio.run(recorded_status(given)):\n        return status\n    try:\n        return status_at(DEFAULT_URL, run_id) if run_id else None\n    except RunFailed:\n        return None\n\n\ndef status_here(run_id: str) -> str | None:\n    with dg.DagsterInstance.get() as instance:\n        run = instance.get_run_by_id(run_id)\n        return known_status(run.status.value, run.tags) if run else None\n\n\ndef status_at(url: str, run_id: str) -> str | None:\n    found = ask(url, STATUS, id=run_id)\n    if \"status\" not in found:\n        return None\n    tags = {tag[\"key\"]: tag[\"value\"] for tag in found[\"tags\"]}\n    return known_status(found[\"status\"], tags)\n\n\ndef known_status(status: str, tags: Mapping[str, str]) -> str:\n    \"\"\"Dagster does not notice that the process of a run was killed.\"\"\"\n    known = STATUS_OF_DAGSTER.get(status, \"RUNNING\")\n    process = tags.get(PROCESS_TAG, \"\").split()\n    if known == \"RUNNING\" and process and process[0] == socket.gethostname():\n        is_alive = process_mark(int(process[1])).split() == process\n        return known if is_alive else \"FAILED\"\n    return known\n"
};

export const workspaceFile: RuntimeModule = {
	"name": "workspace_file",
	"imports": [
		{
			"module": "importlib",
			"name": "import_module"
		},
		{
			"module": "pathlib",
			"name": "Path"
		},
		{
			"module": "typing",
			"name": "Any"
		}
	],
	"names": [
		"add_to_workspace",
		"path_of"
	],
	"body": "def add_to_workspace(workspace: Path, file: Path) -> bool:\n    \"\"\"Adds a generated file to a workspace.yaml, and keeps all else that is there.\"\"\"\n    yaml: Any = import_module(\"yaml\")  # it has no types, and comes with Dagster\n    text = workspace.read_text() if workspace.exists() else \"\"\n    content: Any = yaml.safe_load(text) or {}\n    listed = content.get(\"load_from\") or []\n    entry = {\"python_file\": {\"relative_path\": str(file)}}\n    if any(path_of(each, workspace) == file for each in listed):\n        return False\n    wanted = {**content, \"load_from\": [*listed, entry]}\n    lines = yaml.safe_dump([entry], sort_keys=False).splitlines()\n    for margin in (\"\", \"  \", \"    \"):  # whichever the list has\n        head = text.rstrip(\"\\n\") + \"\\n\" if listed else \"load_from:\\n\"\n        longer = head + \"\".join(f\"{margin}{line}\\n\" for line in lines)\n        try:\n            fits = yaml.safe_load(longer) == wanted\n        except yaml.YAMLError:\n            fits = False\n        if fits:\n            break\n    else:\n        longer = yaml.safe_dump(wanted, sort_keys=False)\n    workspace.write_text(longer)\n    return True\n\n\ndef path_of(entry: Any, workspace: Path) -> Path | None:\n    \"\"\"The Python file that an entry names: by itself, or among other settings.\"\"\"\n    named = entry.get(\"python_file\") if isinstance(entry, dict) else None\n    path = named.get(\"relative_path\") if isinstance(named, dict) else named\n    return (workspace.parent / path).resolve() if path else None\n"
};

export const dagsterMain: RuntimeModule = {
	"name": "dagster_main",
	"imports": [
		{
			"module": "argparse"
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
			"module": "pathlib",
			"name": "Path"
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"main",
		"command_line",
		"add_here_options",
		"add_url",
		"deploy",
		"trigger",
		"tell"
	],
	"body": "def main(job: dg.JobDefinition) -> int:\n    given = command_line().parse(sys.argv[1:])\n    try:\n        match given.word:\n            case \"status\":\n                return tell_status(given, status_of_run(given))\n            case \"deploy\":\n                return deploy(job, given)\n            case \"trigger\":\n                return trigger(job, given)\n            case _:\n                return run_job_here(job, given)\n    except RunFailed as failure:\n        report(failure)\n        return 1\n\n\ndef command_line() -> CommandLine:\n    line = CommandLine()\n    for word in (\"run\", \"resume\"):\n        add_here_options(line.words.choices[word])\n    deploying = line.word(\"deploy\", \"have Dagster load this file\")\n    deploying.add_argument(\n        \"--workspace\",\n        type=Path,\n        default=Path(os.environ.get(\"DAGSTER_HOME\") or \".\") / \"workspace.yaml\",\n        metavar=\"FILE\",\n        help=\"in which Dagster is told what to load (default: %(default)s)\",\n    )\n    triggering = line.word(\"trigger\", \"start a run where the flow is deployed\")\n    for parser in (deploying, triggering):\n        parser.add_argument(\"--json\", action=\"store_true\")\n        add_url(parser, DEFAULT_URL)\n    add_run_options(triggering)\n    add_parameters(triggering)\n    add_url(line.words.choices[\"status\"], None)\n    return line\n\n\ndef add_here_options(parser: argparse.ArgumentParser) -> None:\n    \"\"\"Ours, except where a parameter of the flow has the name.\"\"\"\n    taken = parser._option_string_actions\n    parser.set_defaults(executor=\"threads\", instance=False)\n    if \"--executor\" not in taken:\n        parser.add_argument(\n            \"--executor\",\n            choices=(\"threads\", \"multiprocess\", \"in_process\"),\n            help=\"of the ops (default: threads)\",\n        )\n    if \"--instance\" not in taken:\n        parser.add_argument(\n            \"--instance\",\n            action=\"store_true\",\n            help=\"keep a record in DAGSTER_HOME, as is done whenever that is set\",\n        )\n\n\ndef add_url(parser: argparse.ArgumentParser, default: str | None) -> None:\n    shown = \" (default: %(default)s)\" if default else \"\"\n    parser.add_argument(\"--url\", default=default, help=f\"of Dagster's webserver{shown}\")\n\n\ndef deploy(job: dg.JobDefinition, given: argparse.Namespace) -> int:\n    \"\"\"An entry in the workspace, and a webserver that has read it, where one runs.\"\"\"\n    workspace = given.workspace.resolve()\n    add_to_workspace(workspace, Path(__file__).resolve())\n    try:\n        ask(given.url, RELOAD)\n    except RunFailed as failure:\n        report(failure)\n        complain(f\"It is in {workspace}, for `dagster dev -w {workspace}`\")\n        url = None\n    else:\n        location, _ = location_of(given.url, job.name)\n        url = f\"{given.url.rstrip('/')}/locations/{location}/jobs/{job.name}\"\n    tell({\"name\": job.name, \"id\": str(workspace), \"url\": url}, given.json)\n    return 0\n\n\ndef trigger(job: dg.JobDefinition, given: argparse.Namespace) -> int:\n    tags = dagster_tags(run_options(given))\n    run_id = launch(given.url, job.name, launch_config(given), tags)\n    pathspec = f\"{FLOW_NAME}/{metaflow_run_id(run_id)}\"\n    url = f\"{given.url.rstrip('/')}/runs/{run_id}\"\n    if given.run_id_file:\n        Path(given.run_id_file).write_text(metaflow_run_id(run_id))\n    tell({\"pathspec\": pathspec, \"id\": run_id, \"url\": url}, given.json)\n    return 0\n\n\ndef tell(result: dict[str, str | None], as_json: bool) -> None:\n    print(json.dumps(result) if as_json else \"\\n\".join(filter(None, result.values())))\n"
};

export const opRun: RuntimeModule = {
	"name": "op_run",
	"imports": [
		{
			"module": "dataclasses"
		},
		{
			"module": "shlex"
		},
		{
			"module": "collections.abc",
			"name": "Awaitable"
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
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"Token",
		"Program",
		"token_of",
		"task_of",
		"tasks_in",
		"next_steps",
		"mapping_key",
		"OpEngine",
		"command_line_of",
		"step_key",
		"run_tasks",
		"program_of",
		"metadata_of"
	],
	"body": "# A task as ops hand it on: built-in types, for any process to read, and no run id, so\n# that a re-execution can go on from what ops of the run before have stored.\nToken: TypeAlias = dict[str, Any]\nProgram: TypeAlias = Callable[[Run, list[Task]], Awaitable[Task]]\n\n\ndef token_of(task: Task) -> Token:\n    fields = dataclasses.asdict(dataclasses.replace(task, artifacts=()))\n    return {**fields, \"indices\": list(task.indices), \"mappers\": list(task.mappers)}\n\n\ndef task_of(token: Token) -> Task:\n    lists = (\"indices\", \"mappers\", \"artifacts\")\n    return Task(**token | {name: tuple(token[name]) for name in lists})\n\n\ndef tasks_in(value: Any) -> Iterator[Task]:\n    \"\"\"The tasks of an input: of one op, of several, or of none that was chosen.\"\"\"\n    if isinstance(value, list):\n        for each in value:\n            yield from tasks_in(each)\n    elif value is not None:\n        yield task_of(value)\n\n\ndef next_steps(task: Task) -> list[str]:\n    return [task.chosen] if task.chosen else STEPS[task.step][\"next\"]\n\n\ndef mapping_key(task: Task) -> str:\n    return \"_\".join(map(str, task.indices))\n\n\nclass OpEngine:\n    \"\"\"Executes the tasks of one op; a part of a flow repeats its attempts itself.\"\"\"\n\n    def __init__(\n        self, metaflow: MetaflowRun, context: dg.OpExecutionContext, is_part: bool\n    ) -> None:\n        self.metaflow, self.context, self.is_part = metaflow, context, is_part\n\n    async def execute(self, request: TaskRequest) -> Task:\n        session, key = self.metaflow.session, step_key(self.context)\n\n        def log(line: str) -> None:\n            self.metaflow.say(key, request.label, line)\n\n        def begin(retry: int) -> None:\n            self.forget_own_attempts(request, retry)\n            self.metaflow.attempts[request.path] += 1\n            self.metaflow.note(key, command_line_of(session, request, retry))\n\n        async def leave_to_dagster(failure: StepFailed, delay: float) -> None:\n            raise dg.RetryRequested(session.last_retry(request), delay) from failure\n\n        first = 0 if self.is_part else self.context.retry_number\n        pause = None if self.is_part else leave_to_dagster\n        with self.metaflow.shown(request) as mark:\n            return await attempted(\n                session, request, log, mark, first=first, begin=begin, pause=pause\n            )\n\n    def forget_own_attempts(self, request: TaskRequest, retry: int) -> None:\n        \"\"\"A process that was begun for a retry finds attempts of this very op.\"\"\"\n        found = self.metaflow.session.attempts\n        elsewhere = retry - self.metaflow.attempts[request.path]\n        if elsewhere > 0 and request.path in found:\n            found[request.path] = max(0, found[request.path] - elsewhere)\n            self.metaflow.attempts[request.path] = retry\n\n\ndef command_line_of(session: Session, request: TaskRequest, retry: int) -> str:\n    \"\"\"For people: how Metaflow would be told to run this very attempt.\"\"\"\n    before = session.attempts.get(request.path, 0)\n    retries = before + session.steps[request.step][\"retries\"]\n    words = step_command(session, request, before + retry, retries)\n    return f\"$ python {FLOW_FILE.name} {shlex.join(words)}\"\n\n\ndef step_key(context: dg.OpExecutionContext) -> str:\n    key = context.get_mapping_key()\n    return f\"{context.op.name}[{key}]\" if key else str(context.op.name)\n\n\ndef run_tasks(\n    context: dg.OpExecutionContext, program: Program, tasks: list[Task], is_part: bool\n) -> tuple[Task, list[Task]]:\n    \"\"\"Runs a program; gives its last task, and all of them.\"\"\"\n    metaflow: MetaflowRun = context.resources.metaflow\n    try:\n        limit = metaflow.session.options.max_num_splits\n        run = Run(OpEngine(metaflow, context, is_part), limit)\n        last = metaflow.wait(program_of(program, run, tasks))\n    except RunFailed as failure:\n        text = \"\\n\".join([str(failure), *failure.lines])\n        raise dg.Failure(text, allow_retries=False) from failure\n    metaflow.tasks += run.tasks\n    return last, run.tasks\n\n\nasync def program_of(program: Program, run: Run, tasks: list[Task]) -> Task:\n    return await program(run, tasks)\n\n\ndef metadata_of(\n    context: dg.OpExecutionContext, tasks: Sequence[Task]\n) -> dict[str, Any]:\n    \"\"\"What the UI shows of an op: its task, and how to get at what it has made.\"\"\"\n    metaflow: MetaflowRun = context.resources.metaflow\n    session = metaflow.session\n    run = f\"{FLOW_NAME}/{session.run_id}\"\n    if len(tasks) != 1:\n        rows = [f\"| `{task.path}` | {', '.join(task.artifacts)} |\" for task in tasks]\n        table = \"\\n\".join([\"| task | artifacts |\", \"|---|---|\", *rows])\n        return {\"tasks\": dg.MetadataValue.md(table), \"run\": run}\n    (task,) = tasks\n    lines = [\"from metaflow import Task, namespace\", \"\", \"namespace(None)\"]\n    lines += [f\"task = Task({f'{run}/{task.path}'!r})\"]\n    lines += [f\"task[{name!r}].data\" for name in task.artifacts]\n    attempt = session.attempts.get(task.path, 0) + metaflow.attempts[task.path] - 1\n    return {\n        \"task\": f\"{run}/{task.path}\",\n        \"attempt\": max(0, attempt),\n        \"artifacts\": \", \".join(task.artifacts),\n        \"retrieve\": dg.MetadataValue.md(\"\\n\".join([\"```python\", *lines, \"```\"])),\n    }\n"
};

export const opDefinition: RuntimeModule = {
	"name": "op_definition",
	"imports": [
		{
			"module": "dataclasses"
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
			"module": "collections.abc",
			"name": "Mapping"
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
		},
		{
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"OpOutput",
		"CATCH_RETRIES",
		"OpPlan",
		"drawn",
		"op_outputs",
		"foreach_items",
		"drawn_helper",
		"outs_of",
		"port_names",
		"description_of",
		"retry_policy_of"
	],
	"body": "OpOutput: TypeAlias = Any  # what an op will give, while the graph is drawn\n\nCATCH_RETRIES = 3  # attempts in which @catch takes over: a constant of Metaflow's\n\n\n@dataclasses.dataclass(frozen=True)\nclass OpPlan:\n    \"\"\"What an op runs, of the tasks before it that go on with one of its steps.\"\"\"\n\n    name: str\n    steps: Sequence[str]\n    program: Program\n    is_part: bool = False  # of a flow: several tasks, which retry by themselves\n    opens_foreach: bool = False\n    chooses: bool = False\n\n\ndef drawn(plan: OpPlan, after: Sequence[OpOutput]) -> OpOutput:\n    \"\"\"Places an op in the graph, after the outputs of others.\"\"\"\n    ports = port_names(after)\n\n    # Dagster knows its own annotations only where they are no text, as ours are.\n    def compute(op: dg.OpExecutionContext, inputs: Mapping[str, Any]) -> Any:\n        tasks = [task for port in ports for task in tasks_in(inputs[port])]\n        tasks = [task for task in tasks if {*plan.steps} & {*next_steps(task)}]\n        if after and not tasks:\n            op.log.info(f\"The flow does not go on with {plan.steps[0]} here\")\n            yield dg.Output(None)\n        else:\n            yield from op_outputs(op, plan, tasks or [Run.parameters])\n\n    definition = dg.OpDefinition(\n        compute_fn=compute,\n        name=op_name(plan.name),\n        ins={port: dg.In() for port in ports},\n        outs=outs_of(plan),\n        config_schema=None if after else parameter_fields(),\n        description=description_of(plan),\n        tags={\"dagster/compute_kind\": \"metaflow\"},\n        required_resource_keys={\"metaflow\"},\n        retry_policy=None if plan.is_part else retry_policy_of(plan.name),\n    )\n    return definition(*after)\n\n\ndef op_outputs(\n    context: dg.OpExecutionContext, plan: OpPlan, tasks: list[Task]\n) -> Iterator[Any]:\n    task, all_tasks = run_tasks(context, plan.program, tasks, plan.is_part)\n    metadata = metadata_of(context, all_tasks)\n    if plan.chooses:\n        yield dg.Output(token_of(task), f\"to_{task.chosen}\", metadata=metadata)\n    elif plan.opens_foreach:\n        for item in foreach_items(context, task):\n            shown = metadata if item.indices[-1] == 0 else None\n            yield dg.DynamicOutput(token_of(item), mapping_key(item), metadata=shown)\n    else:\n        yield dg.Output(token_of(task), metadata=metadata)\n\n\ndef foreach_items(context: dg.OpExecutionContext, task: Task) -> list[Task]:\n    if task.is_unbounded:  # one item: the control task\n        return [dataclasses.replace(task, indices=(*task.indices, 0))]\n    limit = context.resources.metaflow.session.options.max_num_splits\n    try:\n        return items_of(task, limit)\n    except RunFailed as failure:\n        raise dg.Failure(str(failure), allow_retries=False) from failure\n\n\ndef drawn_helper(\n    name: str,\n    regrouped: Callable[[dg.OpExecutionContext, list[Task]], Mapping[str, Any]],\n    after: Sequence[OpOutput],\n) -> OpOutput:\n    \"\"\"Places an op that runs nothing: it hands tasks on, as Dagster maps one level.\"\"\"\n\n    def compute(op: dg.OpExecutionContext, inputs: Mapping[str, Any]) -> Any:\n        tasks = list(tasks_in(list(inputs.values())))\n        for key, value in regrouped(op, tasks).items():\n            yield dg.DynamicOutput(value, key)\n\n    definition = dg.OpDefinition(\n        compute_fn=compute,\n        name=name,\n        ins={port: dg.In() for port in port_names(after)},\n        outs={\"result\": dg.DynamicOut()},\n        description=\"Hands tasks on: Dagster maps one level of a foreach at a time.\",\n        required_resource_keys={\"metaflow\"},\n    )\n    return definition(*after)\n\n\ndef outs_of(plan: OpPlan) -> Mapping[str, Any]:\n    if plan.opens_foreach:\n        return {\"result\": dg.DynamicOut()}\n    if not plan.chooses:\n        return {\"result\": dg.Out()}\n    targets = [each for each in STEPS[plan.name][\"next\"] if each != plan.name]\n    return {f\"to_{target}\": dg.Out(is_required=False) for target in targets}\n\n\ndef port_names(after: Sequence[OpOutput]) -> list[str]:\n    \"\"\"Names of inputs, by the ops that they come from where it is one.\"\"\"\n    names = list[str]()\n    for output in after:\n        source = getattr(output, \"node_name\", \"any\")\n        name = f\"from_{source}\"\n        names.append(f\"{name}_{len(names) + 1}\" if name in names else name)\n    return names\n\n\ndef description_of(plan: OpPlan) -> str:\n    if plan.name not in STEPS:\n        return f\"Several steps of {FLOW_FILE.name}: Dagster's graph cannot hold them.\"\n    step = STEPS[plan.name]\n    place = f\"{FLOW_FILE.name}, line {step.get('line')}\"\n    return \"\\n\\n\".join(filter(None, [step.get(\"doc\"), place]))\n\n\ndef retry_policy_of(name: str) -> dg.RetryPolicy | None:\n    \"\"\"As it was compiled; what the loaded flow says is what counts when it runs.\"\"\"\n    step = STEPS[name]\n    retries = step.get(\"retries\", 0) + CATCH_RETRIES * step.get(\"catch\", False)\n    if not retries:\n        return None\n    most = min(retries, MAX_ATTEMPTS - 1)\n    return dg.RetryPolicy(max_retries=most, delay=step.get(\"retry_delay\", 0))\n"
};

export const graph: RuntimeModule = {
	"name": "graph",
	"imports": [
		{
			"module": "dataclasses"
		},
		{
			"module": "collections.abc",
			"name": "Awaitable"
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
			"module": "dagster",
			"alias": "dg"
		}
	],
	"names": [
		"step_op",
		"loop_op",
		"switch_op",
		"foreach_op",
		"join_op",
		"gather_op",
		"parallel_op",
		"part_op",
		"items_op",
		"groups_op",
		"single_task",
		"control_task",
		"all_turns",
		"outer_task"
	],
	"body": "def step_op(name: str, *after: OpOutput) -> OpOutput:\n    \"\"\"One task of a step. Of several inputs, one is on the way that the flow takes.\"\"\"\n    return drawn(OpPlan(name, [name], single_task(name)), after)\n\n\ndef loop_op(name: str, *after: OpOutput) -> OpOutput:\n    \"\"\"All the turns of a step that repeats itself.\"\"\"\n    return drawn(OpPlan(name, [name], all_turns(name), is_part=True), after)\n\n\ndef switch_op(name: str, *after: OpOutput) -> OpOutput:\n    \"\"\"A step that chooses the next: the arms that it does not choose are skipped.\"\"\"\n    loops = name in STEPS[name][\"next\"]\n    program = all_turns(name) if loops else single_task(name)\n    return drawn(OpPlan(name, [name], program, is_part=loops, chooses=True), after)\n\n\ndef foreach_op(name: str, *after: OpOutput) -> OpOutput:\n    \"\"\"A step that begins a foreach: `map` says what is done with each item.\"\"\"\n    return drawn(OpPlan(name, [name], single_task(name), opens_foreach=True), after)\n\n\ndef join_op(name: str, *branches: OpOutput) -> OpOutput:\n    \"\"\"The join of a split; its inputs are in the order of the branches.\"\"\"\n\n    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:\n        return run.join(name, tasks[0], [task.path for task in tasks])\n\n    return drawn(OpPlan(name, [name], program), branches)\n\n\ndef gather_op(name: str, *items: OpOutput) -> OpOutput:\n    \"\"\"The join of a foreach, or of a @parallel step; its inputs are in their order.\"\"\"\n\n    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:\n        ordered = sorted(tasks, key=lambda task: task.indices)\n        paths = [path for task in ordered for path in task.mappers or [task.path]]\n        return run.join(name, outer_task(ordered[0]), paths)\n\n    return drawn(OpPlan(name, [name], program), items)\n\n\ndef parallel_op(name: str, *after: OpOutput) -> OpOutput:\n    \"\"\"A @parallel step: its control task starts the others itself.\"\"\"\n\n    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:\n        inputs, indices = (tasks[0].path,), (*tasks[0].indices, 0)\n        return run.execute(\n            TaskRequest(name, inputs, indices, split_index=0, is_control=True)\n        )\n\n    return drawn(OpPlan(name, [name], program), after)\n\n\ndef part_op(\n    name: str,\n    body: Callable[[Run, Task], Awaitable[Task]],\n    *after: OpOutput,\n    steps: Sequence[str],\n) -> OpOutput:\n    \"\"\"What no graph of Dagster's can hold: a part of the flow, from `steps` on.\"\"\"\n\n    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:\n        return body(run, tasks[0])\n\n    return drawn(OpPlan(name, steps, program, is_part=True), after)\n\n\ndef items_op(name: str, *splits: OpOutput) -> OpOutput:\n    \"\"\"The items of all foreachs that began within another, to be mapped at once.\"\"\"\n\n    def all_items(\n        context: dg.OpExecutionContext, tasks: list[Task]\n    ) -> dict[str, Token]:\n        items = [item for task in tasks for item in foreach_items(context, task)]\n        return {mapping_key(item): token_of(item) for item in items}\n\n    return drawn_helper(name, all_items, splits)\n\n\ndef groups_op(name: str, *ends: OpOutput) -> OpOutput:\n    \"\"\"The way back: what has come of the items, by the item that is around them.\"\"\"\n\n    def by_item(\n        context: dg.OpExecutionContext, tasks: list[Task]\n    ) -> dict[str, list[Token]]:\n        groups: dict[str, list[Token]] = {}\n        for task in tasks:\n            groups.setdefault(mapping_key(outer_task(task)), []).append(token_of(task))\n        return groups\n\n    return drawn_helper(name, by_item, ends)\n\n\ndef single_task(name: str) -> Program:\n    def program(run: Run, tasks: list[Task]) -> Awaitable[Task]:\n        if tasks[0].is_unbounded:\n            return control_task(run, name, tasks[0])\n        return run.step(name, tasks[0])\n\n    return program\n\n\nasync def control_task(run: Run, name: str, item: Task) -> Task:\n    \"\"\"Of an unbounded foreach: it is told of the foreach, and tells of the tasks.\"\"\"\n    indices = outer_task(item).indices\n    request = TaskRequest(name, (item.path,), indices, is_control=True)\n    return dataclasses.replace(await run.execute(request), indices=item.indices)\n\n\ndef all_turns(name: str) -> Program:\n    return lambda run, tasks: run.loop(name, tasks[0])\n\n\ndef outer_task(task: Task) -> Task:\n    return dataclasses.replace(task, indices=task.indices[:-1])\n"
};

/** In the order in which a generated file carries them. */
export const modules: readonly RuntimeModule[] = [tables, tasks, options, stepClient, session, attempts, garbage, commandLine, parameters, display, direct, stepServer, opNames, metaflowRun, parameterFields, threadExecutor, runtime, dagsterHere, webserver, dagsterStatus, workspaceFile, dagsterMain, opRun, opDefinition, graph];

/** Stands for what each file sets. */
export const standIns =
  "ENGINE: str = \"local\"\nFLOW_NAME: str = \"Flow\"\nFLOW_FILE: Path = Path(os.environ.get(\"METAFLOW_FLOW_FILE\", \"flow.py\"))\nFLOW_SHA256: str = \"\"\nREGENERATE: str = \"metaflow-transpile compile flow.py --target local\"\nMETAFLOW_OPTIONS: list[str] = []\nTAGS: list[str] = []\nNAMESPACE: str | None = None\nMAX_WORKERS: int = 16\nMAX_NUM_SPLITS: int = 100\nWORKFLOW_TIMEOUT: int | None = None\nSTEPS: dict[str, StepSettings] = {}\nPARAMETERS: dict[str, ParameterSettings] = {}\nCONFIGS: list[str] = []";
