// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.
import type { RuntimeModule } from "../runtime/runtime-module.ts";

export const runtime: RuntimeModule = {
	"name": "runtime",
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
			"module": "itertools"
		},
		{
			"module": "json"
		},
		{
			"module": "os"
		},
		{
			"module": "secrets"
		},
		{
			"module": "signal"
		},
		{
			"module": "socket"
		},
		{
			"module": "sys"
		},
		{
			"module": "time"
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
			"name": "Coroutine"
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
			"module": "typing",
			"name": "TypeAlias"
		}
	],
	"names": [
		"Flow",
		"LocalEngine",
		"say",
		"LocalRun",
		"mark",
		"process_mark",
		"is_alive",
		"status_of",
		"ask_status",
		"run_here",
		"interruptible",
		"main"
	],
	"body": "Flow: TypeAlias = Callable[[Run], Awaitable[Task]]\n\n\nclass LocalEngine:\n    def __init__(self, session: Session) -> None:\n        self.session = session\n\n    async def execute(self, request: TaskRequest) -> Task:\n        session = self.session\n        if adopted := session.adopted(request):\n            say(request.label, \"was finished before\")\n            return adopted\n\n        def log(line: str) -> None:\n            say(request.label, line)\n\n        for retry in itertools.count():\n            try:\n                task = await session.attempt(request, retry, log)\n            except StepFailed as failure:\n                if failure.is_final or retry >= session.last_retry(request):\n                    raise\n                delay = session.retry_delay(request)\n                log(f\"{failure}; the next attempt begins in {delay:g} s\")\n                await asyncio.sleep(delay)\n            else:\n                log(\"has succeeded\")\n                return task\n        raise AssertionError(\"attempts are counted\")\n\n\ndef say(label: str, line: str) -> None:\n    print(f\"{label} | {line}\", flush=True)\n\n\nclass LocalRun:\n    \"\"\"One run, from the command line's options to its end.\"\"\"\n\n    def __init__(self, flow: Flow, given: argparse.Namespace) -> None:\n        self.flow, self.given, self.options = flow, given, run_options(given)\n        moment = time.strftime(\"%Y%m%d-%H%M%S\")\n        self.run_id = f\"{ENGINE}-{moment}-{secrets.token_hex(4)}\"\n        self.is_registered = False\n\n    async def execute(self) -> Run:\n        \"\"\"Runs the flow; whatever happens, Metaflow then knows how it has ended.\"\"\"\n        opened = Session.opened(self.run_id, self.options, complain, may_exist=False)\n        async with opened as session:\n            self.is_registered = True\n            await mark(session, process=process_mark(os.getpid()))\n            if self.given.run_id_file:\n                Path(self.given.run_id_file).write_text(self.run_id)\n            say(FLOW_NAME, f\"Metaflow run {FLOW_NAME}/{self.run_id}\")\n            run = Run(LocalEngine(session), self.options.max_num_splits)\n            status = \"FAILED\"\n            try:\n                await asyncio.wait_for(self.flow(run), WORKFLOW_TIMEOUT)\n                status = \"SUCCEEDED\"\n            except asyncio.CancelledError:\n                status = \"CANCELLED\"\n                raise\n            except asyncio.TimeoutError:\n                raise RunFailed(f\"Not done after {WORKFLOW_TIMEOUT} seconds\") from None\n            finally:\n                with contextlib.suppress(RunFailed):\n                    await mark(session, status=status)\n            return run\n\n    def report(self, failure: BaseException) -> int:\n        \"\"\"The reason comes last, where people look, and then what they can do.\"\"\"\n        report(failure)\n        if self.is_registered:\n            complain(f\"To finish it: {resume_command(self.run_id, self.options)}\")\n        elif isinstance(failure, StepFailed) and failure.exit_code == 2:\n            return 2  # Metaflow does not know an option\n        return 1\n\n\nasync def mark(session: Session, **fields: str) -> None:\n    named = {f\"{ENGINE}-{name}\": text for name, text in fields.items()}\n    await session.server.ask(\"register\", run=session.run_id, fields=named)\n\n\ndef process_mark(pid: int) -> str:\n    \"\"\"Names a process on a machine for good: also when its number is used again.\"\"\"\n    try:\n        started = Path(f\"/proc/{pid}/stat\").read_text().rpartition(\")\")[2].split()[19]\n    except OSError:\n        started = \"unknown\" if is_alive(pid) else \"gone\"\n    return f\"{socket.gethostname()} {pid} {started}\"\n\n\ndef is_alive(pid: int) -> bool:\n    try:\n        os.kill(pid, 0)\n    except OSError:\n        return False\n    return True\n\n\ndef status_of(answer: dict[str, Any]) -> str:\n    fields = answer[\"fields\"]\n    if answer[\"finished\"]:\n        return \"SUCCEEDED\"\n    if status := fields.get(f\"{ENGINE}-status\"):\n        return str(status)\n    process = str(fields.get(f\"{ENGINE}-process\", \"\")).split()\n    if not process:\n        return \"PENDING\"\n    elsewhere = process[0] != socket.gethostname()\n    alive = elsewhere or process_mark(int(process[1])).split() == process\n    return \"RUNNING\" if alive else \"FAILED\"  # a process that is gone was killed\n\n\nasync def ask_status(given: argparse.Namespace) -> int:\n    words = [*METAFLOW_OPTIONS, *given.metaflow_options]\n    options, configs = split_options(words)\n    async with StepServer.started(complain) as server:\n        server.open_side([*QUIET, *options], given=configs, run=given.run_id)\n        answer = await server.ask(\"status\", run=given.run_id)\n    pathspec = f\"{FLOW_NAME}/{given.run_id}\"\n    if \"fields\" not in answer:\n        complain(f\"There is no run {pathspec}\")\n        return 1\n    status = status_of(answer)\n    result = {\"status\": status, \"pathspec\": pathspec}\n    print(json.dumps(result) if given.json else f\"{pathspec}: {status}\")\n    return 0\n\n\ndef run_here(flow: Flow, given: argparse.Namespace) -> int:\n    local = LocalRun(flow, given)\n    try:\n        run = asyncio.run(interruptible(local.execute()))\n    except (RunFailed, asyncio.CancelledError) as failure:\n        return local.report(failure)\n    print(summary(local.run_id, run))\n    return 0\n\n\nasync def interruptible(work: Coroutine[Any, Any, Run]) -> Run:\n    \"\"\"The first Ctrl-C or SIGTERM cancels the run, a second one ends us at once.\"\"\"\n    task = asyncio.ensure_future(work)\n    interrupts = itertools.count()\n\n    def interrupt() -> None:\n        if next(interrupts):\n            os._exit(1)\n        task.cancel()\n\n    for number in (signal.SIGINT, signal.SIGTERM):\n        asyncio.get_running_loop().add_signal_handler(number, interrupt)\n    return await task\n\n\ndef main(flow: Flow) -> int:\n    given = CommandLine().parse(sys.argv[1:])\n    if given.word == \"status\":\n        try:\n            return asyncio.run(ask_status(given))\n        except RunFailed as failure:\n            report(failure)\n            return 1\n    return run_here(flow, given)\n"
};

/** In the order in which a generated file carries them. */
export const modules: readonly RuntimeModule[] = [runtime];
