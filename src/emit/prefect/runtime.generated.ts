// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.
import { attempts, commandLine, direct, display, garbage, options, parameters, session, stepClient, stepServer, tables, tasks } from "../runtime/runtime.generated.ts";
import type { RuntimeModule } from "../runtime/runtime-module.ts";

export const prefectApi: RuntimeModule = {
	"name": "prefect_api",
	"imports": [
		{
			"module": "contextlib"
		},
		{
			"module": "dataclasses"
		},
		{
			"module": "logging"
		},
		{
			"module": "os"
		},
		{
			"module": "socket"
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
			"module": "collections.abc",
			"name": "Callable"
		},
		{
			"module": "collections.abc",
			"name": "Iterator"
		},
		{
			"module": "multiprocessing",
			"name": "get_context"
		},
		{
			"module": "multiprocessing",
			"name": "parent_process"
		},
		{
			"module": "multiprocessing.connection",
			"name": "Connection"
		},
		{
			"module": "prefect",
			"name": "get_client"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "FlowRun"
		},
		{
			"module": "prefect.events.worker",
			"name": "EventsWorker"
		},
		{
			"module": "prefect.exceptions",
			"name": "ObjectNotFound"
		},
		{
			"module": "prefect.logging.handlers",
			"name": "APILogWorker"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_API_URL"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_LOGGING_SERVER_LEVEL"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_SERVER_ANALYTICS_ENABLED"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_UI_ENABLED"
		},
		{
			"module": "prefect.settings",
			"name": "temporary_settings"
		}
	],
	"names": [
		"API_PATIENCE",
		"PrefectApi",
		"prefect_api",
		"send_all",
		"serve_api",
		"end_with_parent",
		"within_patience",
		"flow_run_id_of",
		"flow_run_of"
	],
	"body": "API_PATIENCE = 60  # seconds for the API to begin a run, and again to end it\n\n\n@dataclasses.dataclass(frozen=True)\nclass PrefectApi:\n    url: str\n    faults: Connection | None = None  # of a server of our own\n\n    @property\n    def why_not(self) -> str:\n        \"\"\"What our own server could not begin with.\"\"\"\n        has_fault = self.faults is not None and self.faults.poll()\n        return str(self.faults.recv()) if has_fault and self.faults else \"\"\n\n\n@contextlib.contextmanager\ndef prefect_api() -> Iterator[PrefectApi]:\n    \"\"\"The configured API, or one that ends with us; leaves when all is sent to it.\"\"\"\n    if url := PREFECT_API_URL.value():\n        yield PrefectApi(url)\n        send_all()\n        return\n    # Who connects before the API is ready waits: the socket listens from the start.\n    with socket.create_server((\"127.0.0.1\", 0)) as listener:\n        # A copy of this process has half of the server's imports behind it.\n        copying = sys.platform == \"linux\"\n        context = get_context(\"fork\") if copying else get_context(\"spawn\")\n        faults, told = context.Pipe(duplex=False)\n        server = context.Process(target=serve_api, args=(listener, told), daemon=True)\n        server.start()\n        url = f\"http://127.0.0.1:{listener.getsockname()[1]}/api\"\n    try:\n        with temporary_settings({PREFECT_API_URL: url}):\n            yield PrefectApi(url, faults)\n            send_all()\n    finally:\n        server.terminate()\n        server.join(5)\n        server.kill()\n\n\ndef send_all() -> None:\n    \"\"\"States of task runs and logs are on their way in threads of Prefect's own.\"\"\"\n    EventsWorker.drain_all()\n    APILogWorker.drain_all()\n\n\ndef serve_api(listener: socket.socket, told: Connection) -> None:\n    \"\"\"The process of the temporary API; it keeps its data in PREFECT_HOME.\"\"\"\n    if hasattr(os, \"setsid\"):\n        os.setsid()  # so that Ctrl-C is ours to handle\n    threading.Thread(target=end_with_parent, daemon=True).start()\n    quiet = {\n        PREFECT_UI_ENABLED: False,\n        PREFECT_LOGGING_SERVER_LEVEL: \"CRITICAL\",\n        PREFECT_SERVER_ANALYTICS_ENABLED: False,\n    }\n    # What its services say of a database that is busy would bury what the steps say.\n    logging.disable(logging.ERROR)\n    try:\n        with temporary_settings(quiet):\n            with loading():\n                import uvicorn\n                from prefect.server.api.server import create_app\n\n                app = create_app(ephemeral=True, final=True)\n            config = uvicorn.Config(app, lifespan=\"on\", log_level=\"critical\")\n            uvicorn.Server(config).run(sockets=[listener])\n    except Exception as fault:  # who waits for us tells of it\n        told.send(f\"{type(fault).__name__}: {fault}\")\n\n\ndef end_with_parent() -> None:\n    if parent := parent_process():\n        parent.join()  # however it dies\n        os._exit(0)\n\n\ndef within_patience(give_up: Callable[[], object]) -> threading.Timer:\n    \"\"\"Ends this process if it is not told in time that the API has answered.\"\"\"\n\n    def end() -> None:\n        give_up()\n        os._exit(1)\n\n    timer = threading.Timer(API_PATIENCE, end)\n    timer.daemon = True\n    timer.start()\n    return timer\n\n\ndef flow_run_id_of(run_id: str) -> uuid.UUID | None:\n    \"\"\"None for a run that did not run on Prefect.\"\"\"\n    try:\n        return uuid.UUID(run_id.removeprefix(f\"{ENGINE}-\"))\n    except ValueError:\n        return None\n\n\nasync def flow_run_of(run_id: str) -> FlowRun | None:\n    \"\"\"The flow run of a Metaflow run, if Prefect knows it.\"\"\"\n    flow_run_id = flow_run_id_of(run_id)\n    if flow_run_id is None:\n        return None\n    async with get_client() as client:\n        try:\n            return await client.read_flow_run(flow_run_id)\n        except ObjectNotFound:\n            return None\n"
};

export const prefectArtifact: RuntimeModule = {
	"name": "prefect_artifact",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "contextlib"
		},
		{
			"module": "re"
		},
		{
			"module": "collections.abc",
			"name": "Iterable"
		},
		{
			"module": "collections.abc",
			"name": "Mapping"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "prefect",
			"name": "artifacts"
		},
		{
			"module": "prefect",
			"name": "get_client"
		},
		{
			"module": "prefect.runtime",
			"name": "flow_run",
			"alias": "this_flow_run"
		}
	],
	"names": [
		"PATIENCE",
		"publish",
		"tag_this_run"
	],
	"body": "PATIENCE = 10  # seconds\n\n\nasync def publish(\n    run_id: str, attempts: Mapping[str, int], finished: Mapping[str, Task]\n) -> None:\n    \"\"\"One artifact a run: what was made, and how to get it.\"\"\"\n    pathspec = f\"{FLOW_NAME}/{run_id}\"\n    lines = [f\"## {pathspec}\", \"\", \"```python\", \"from metaflow import Run, namespace\"]\n    lines += [\"\", \"namespace(None)\", f\"run = Run({pathspec!r})\", \"```\", \"\"]\n    lines += [\"| task | attempts | artifacts |\", \"|---|---|---|\"]\n    for path in {**finished, **attempts}:\n        task = finished.get(path)\n        names = \", \".join(task.artifacts) if task else \"*not finished*\"\n        lines.append(f\"| `{path}` | {attempts.get(path, 0)} | {names} |\")\n    publishing = artifacts.acreate_markdown_artifact(\n        \"\\n\".join(lines),\n        key=re.sub(r\"[^a-z0-9]+\", \"-\", FLOW_NAME.lower()),\n        description=f\"Metaflow run {pathspec}\",\n    )\n    with contextlib.suppress(Exception):\n        await asyncio.wait_for(publishing, PATIENCE)\n\n\nasync def tag_this_run(tags: Iterable[str]) -> None:\n    \"\"\"The tags that the command line said; those of `prefect.tags` go to tasks, too.\"\"\"\n    run_id: Any = this_flow_run.id\n    with contextlib.suppress(Exception):\n        async with get_client() as client:\n            updating = client.update_flow_run(run_id, tags=[*this_flow_run.tags, *tags])\n            await asyncio.wait_for(updating, PATIENCE)\n"
};

export const prefectInput: RuntimeModule = {
	"name": "prefect_input",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "typing",
			"name": "Any"
		}
	],
	"names": [
		"said_arguments"
	],
	"body": "def said_arguments(given: argparse.Namespace) -> dict[str, Any]:\n    \"\"\"What Prefect shows of a run; Metaflow gets the words as they were said.\"\"\"\n    said = said_parameters(given)\n    return {  # Metaflow will complain of what is required and missing\n        settings.get(\"argument\", name): said.get(name)\n        for name, settings in PARAMETERS.items()\n        if name in said or settings.get(\"required\")\n    }\n"
};

export const prefectPool: RuntimeModule = {
	"name": "prefect_pool",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "json"
		},
		{
			"module": "math"
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
			"module": "prefect.client.schemas.objects",
			"name": "WorkPool"
		}
	],
	"names": [
		"pull_steps",
		"job_variables",
		"check_pool",
		"room",
		"most"
	],
	"body": "def pull_steps(given: argparse.Namespace) -> list[dict[str, Any]]:\n    step = \"prefect.deployments.steps.set_working_directory\"\n    directory = given.directory or str(Path(__file__).resolve().parent)\n    return [{step: {\"directory\": directory}}]\n\n\ndef job_variables(\n    given: argparse.Namespace,\n    environment: dict[str, str],\n    pool: WorkPool | None,\n    steps: dict[str, Any],\n) -> dict[str, Any]:\n    \"\"\"Those of the command line, before what the steps ask for by `@resources`.\"\"\"\n    said = dict[str, Any]()\n    for pair in given.job_variable:\n        name, _, text = pair.partition(\"=\")\n        try:\n            said[name] = json.loads(text)\n        except ValueError:\n            said[name] = text\n    if given.image:\n        said[\"image\"] = given.image\n    asked = room(pool.type, steps) if pool else {}\n    return {**asked, **said, \"env\": {**(said.get(\"env\") or {}), **environment}}\n\n\ndef check_pool(given: argparse.Namespace, pool: WorkPool) -> None:\n    variables = pool.base_job_template.get(\"variables\", {}).get(\"properties\", {})\n    if \"image\" not in variables:\n        if given.image:\n            raise RunFailed(\n                f\"Work pool {pool.name} of type {pool.type} makes no containers: \"\n                \"--image is for a pool that does\"\n            )\n    elif not given.directory:\n        raise RunFailed(\n            f\"Work pool {pool.name} of type {pool.type} runs flows in containers: \"\n            \"--directory PATH is needed, where the image has this file and the flow\"\n        )\n\n\ndef room(pool_type: str, steps: dict[str, Any]) -> dict[str, Any]:\n    \"\"\"What the largest step asks for, by the names and in the units of the pool.\n\n    All steps of a run are processes of one container.\n    \"\"\"\n\n    cpu, megabytes = (most(steps, name) for name in (\"cpu\", \"memory\"))\n    whole = math.ceil(megabytes)\n    cpus, memory = dict[str, Any](), dict[str, Any]()\n    match pool_type:\n        case \"docker\":\n            memory = {\"mem_limit\": f\"{whole}m\"}\n        case \"kubernetes\":\n            cpus, memory = {\"cpu_request\": f\"{cpu:g}\"}, {\"memory_request\": f\"{whole}Mi\"}\n        case \"ecs\":\n            cpus, memory = {\"cpu\": math.ceil(cpu * 1024)}, {\"memory\": whole}\n        case \"azure-container-instance\":\n            cpus, memory = {\"cpu\": cpu}, {\"memory\": round(megabytes / 1024, 2)}\n        case \"cloud-run\" | \"cloud-run-v2\":\n            cpus, memory = (\n                {\"cpu\": f\"{math.ceil(cpu * 1000)}m\"},\n                {\"memory\": f\"{whole}Mi\"},\n            )\n    return {**(cpus if cpu else {}), **(memory if megabytes else {})}\n\n\ndef most(steps: dict[str, Any], name: str) -> float:\n    return max(float(step[\"resources\"].get(name, 0)) for step in steps.values())\n"
};

export const prefectSource: RuntimeModule = {
	"name": "prefect_source",
	"imports": [
		{
			"module": "hashlib"
		},
		{
			"module": "re"
		},
		{
			"module": "subprocess"
		}
	],
	"names": [
		"source_line",
		"source_url",
		"git",
		"web_address"
	],
	"body": "def source_line() -> str:\n    \"\"\"The flow file and its hash; a link where a commit that has a remote holds it.\"\"\"\n    told = f\"{FLOW_FILE.name}, sha256 {FLOW_SHA256[:12]}\"\n    url = source_url()\n    return f\"Source: [{told}]({url})\" if url else f\"Source: {told}\"\n\n\ndef source_url() -> str | None:\n    text = git(\"show\", f\"HEAD:./{FLOW_FILE.name}\")\n    if text is None or hashlib.sha256(text).hexdigest() != FLOW_SHA256:\n        return None\n    said = [\n        git(*words)\n        for words in (\n            (\"remote\", \"get-url\", \"origin\"),\n            (\"rev-parse\", \"HEAD\"),\n            (\"ls-files\", \"--full-name\", FLOW_FILE.name),\n        )\n    ]\n    remote, commit, path = [(each or b\"\").decode().strip() for each in said]\n    address = web_address(remote)\n    return f\"{address}/blob/{commit}/{path}\" if address and commit and path else None\n\n\ndef git(*words: str) -> bytes | None:\n    \"\"\"What git says of the folder of the flow; nothing outside of a repository.\"\"\"\n    command = [\"git\", \"-C\", str(FLOW_FILE.parent), *words]\n    try:\n        return subprocess.run(command, capture_output=True, check=True).stdout\n    except (OSError, subprocess.CalledProcessError):\n        return None\n\n\ndef web_address(remote: str) -> str | None:\n    \"\"\"`git@host:team/flows.git` and its like; never with the secrets of a remote.\"\"\"\n    place = re.match(r\"(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?([^/:@]+)[:/](.+)\", remote)\n    if place is None:\n        return None\n    host, path = place.groups()\n    path = re.sub(r\"^\\d+/\", \"\", path)  # the port\n    return f\"https://{host}/{path.rstrip('/').removesuffix('.git')}\"\n"
};

export const prefectDeploy: RuntimeModule = {
	"name": "prefect_deploy",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "dataclasses"
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
			"module": "prefect",
			"name": "Flow",
			"alias": "PrefectFlow"
		},
		{
			"module": "prefect",
			"name": "get_client"
		},
		{
			"module": "prefect.client.orchestration",
			"name": "PrefectClient"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "WorkPool"
		},
		{
			"module": "prefect.exceptions",
			"name": "ObjectNotFound"
		},
		{
			"module": "prefect.exceptions",
			"name": "PrefectHTTPStatusError"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_API_URL"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_DEFAULT_WORK_POOL_NAME"
		},
		{
			"module": "prefect.utilities.urls",
			"name": "url_for"
		}
	],
	"names": [
		"RUN_OPTIONS",
		"DIRECTORY",
		"DEFAULT_NAME",
		"add_deployment_words",
		"add_deployment_options",
		"Deployment",
		"packed",
		"deployed_options",
		"name_of",
		"deploy_flow",
		"work_pool",
		"write_yaml",
		"serve_flow",
		"trigger_run",
		"refusal",
		"configured_api",
		"answered"
	],
	"body": "RUN_OPTIONS = \"METAFLOW_TRANSPILE_RUN_OPTIONS\"  # of deployed runs: RunOptions as JSON\nDIRECTORY = \"METAFLOW_TRANSPILE_DIRECTORY\"  # of served runs: where `serve` was called\nDEFAULT_NAME = \"default\"  # of a deployment, where @project gives none\n\n\ndef add_deployment_words(line: CommandLine) -> None:\n    deploy = line.word(\"deploy\", \"register a deployment, for workers to run\")\n    add_deployment_options(deploy)\n    deploy.add_argument(\"--work-pool\", metavar=\"NAME\", help=\"that runs it\")\n    deploy.add_argument(\"--work-queue\", metavar=\"NAME\", help=\"of the work pool\")\n    deploy.add_argument(\"--image\", help=\"of the containers, for a pool that makes some\")\n    deploy.add_argument(\n        \"--directory\",\n        metavar=\"PATH\",\n        help=\"where workers find this file, and steps run (default: where it is here)\",\n    )\n    deploy.add_argument(\n        \"--job-variable\",\n        action=\"append\",\n        default=[],\n        metavar=\"NAME=VALUE\",\n        help=\"of the work pool's job template; VALUE is JSON or text\",\n    )\n    deploy.add_argument(\n        \"--prefect-yaml\",\n        metavar=\"FILE\",\n        help=\"write what `prefect deploy` reads, and register nothing\",\n    )\n    deploy.add_argument(\"--json\", action=\"store_true\")\n    serve = line.word(\"serve\", \"execute triggered runs on this machine, until stopped\")\n    add_deployment_options(serve)\n    trigger = line.word(\"trigger\", \"start a run of a deployment, and return at once\")\n    trigger.add_argument(\"--name\", help=\"of the deployment\")\n    trigger.add_argument(\"--run-id-file\", metavar=\"FILE\", help=\"write the run id there\")\n    trigger.add_argument(\"--json\", action=\"store_true\")\n    trigger.add_argument(\"--tag\", action=\"append\", default=[], help=\"of the flow run\")\n    add_parameters(trigger)\n    add_metaflow_options(trigger)\n\n\ndef add_deployment_options(parser: argparse.ArgumentParser) -> None:\n    parser.add_argument(\"--name\", help=\"of the deployment\")\n    parser.add_argument(\n        \"--concurrency-limit\", type=int, metavar=\"N\", help=\"runs of it at once\"\n    )\n    add_execution_options(parser)\n\n\n@dataclasses.dataclass(frozen=True)\nclass Deployment:\n    \"\"\"What both ways to deploy say of a flow.\"\"\"\n\n    name: str\n    entrypoint: str\n    version: str\n    description: str\n    tags: list[str]\n    environment: dict[str, str]\n\n    @classmethod\n    def of(\n        cls, flow: PrefectFlow[..., Any], given: argparse.Namespace, project: str | None\n    ) -> Deployment:\n        options = run_options(given)\n        return cls(\n            name=name_of(given, project),\n            entrypoint=f\"{Path(__file__).name}:{flow.fn.__name__}\",\n            version=FLOW_SHA256[:12],\n            description=\"\\n\\n\".join(filter(None, [flow.description, source_line()])),\n            tags=list(dict.fromkeys([*TAGS, *options.tags])),\n            environment={RUN_OPTIONS: packed(options)},\n        )\n\n\ndef packed(options: RunOptions) -> str:\n    default = dataclasses.asdict(RunOptions())\n    said = dataclasses.asdict(options).items()\n    return json.dumps({key: value for key, value in said if value != default[key]})\n\n\ndef deployed_options() -> RunOptions:\n    \"\"\"What the deployment says of its runs; nothing for a flow that is called.\"\"\"\n    # Prefect has changed to the folder of this file.\n    if directory := os.environ.get(DIRECTORY):\n        os.chdir(directory)\n    said = json.loads(os.environ.get(RUN_OPTIONS, \"{}\"))\n    for name in (\"parameters\", \"metaflow_options\", \"tags\"):\n        said[name] = tuple(said.get(name, ()))\n    return RunOptions(**said)\n\n\ndef name_of(given: argparse.Namespace, project: str | None) -> str:\n    \"\"\"Under @project that of its branch, so that branches do not meet.\"\"\"\n    branch = (project or \"\").removesuffix(f\".{FLOW_NAME}\")\n    return str(given.name or branch or DEFAULT_NAME)\n\n\nasync def deploy_flow(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:\n    about = await described(given)\n    deployment = Deployment.of(flow, given, about[\"project\"])\n    pool = given.work_pool or PREFECT_DEFAULT_WORK_POOL_NAME.value()\n    if pool is None:\n        raise RunFailed(\n            \"--work-pool is needed, for whose workers would run it? To make one here:\\n\"\n            \"  prefect work-pool create --type process NAME\\n\"\n            \"Without workers: serve\"\n        )\n    environment, steps = deployment.environment, about[\"steps\"]\n    if given.prefect_yaml:\n        variables = job_variables(given, environment, None, steps)\n        write_yaml(given, deployment, pool, variables)\n        return 0\n    api = configured_api()\n    async with get_client() as client:\n        found = await work_pool(client, pool)\n        if found:\n            check_pool(given, found)\n        try:\n            deployment_id = await client.create_deployment(\n                flow_id=await client.create_flow_from_name(flow.name),\n                name=deployment.name,\n                version=deployment.version,\n                description=deployment.description,\n                tags=deployment.tags,\n                entrypoint=deployment.entrypoint,\n                pull_steps=pull_steps(given),\n                work_pool_name=pool,\n                work_queue_name=given.work_queue,\n                job_variables=job_variables(given, environment, found, steps),\n                concurrency_limit=given.concurrency_limit,\n                parameter_openapi_schema=flow.parameters.model_dump(exclude_unset=True),\n                enforce_parameter_schema=True,\n            )\n        except PrefectHTTPStatusError as fault:\n            raise RunFailed(\n                f\"{refusal(fault)}\\n\"\n                f\"To make a work pool: prefect work-pool create --type process {pool}\"\n            ) from None\n    url = url_for(\"deployment\", obj_id=deployment_id) or api\n    full_name = f\"{flow.name}/{deployment.name}\"\n    result = {\"name\": full_name, \"id\": str(deployment_id), \"url\": url}\n    told = f\"{full_name}: {url}\\nTo run it: python {sys.argv[0]} trigger\"\n    print(json.dumps(result) if given.json else told)\n    return 0\n\n\nasync def work_pool(client: PrefectClient, name: str) -> WorkPool | None:\n    try:\n        return await client.read_work_pool(name)\n    except ObjectNotFound:\n        return None  # which will be said when something is deployed to it\n\n\ndef write_yaml(\n    given: argparse.Namespace,\n    deployment: Deployment,\n    pool: str,\n    variables: dict[str, Any],\n) -> None:\n    import yaml\n\n    work_pool = {\"name\": pool, \"job_variables\": variables}\n    if given.work_queue:\n        work_pool[\"work_queue_name\"] = given.work_queue\n    entry = {\n        \"name\": deployment.name,\n        \"version\": deployment.version,\n        \"description\": deployment.description,\n        \"tags\": deployment.tags,\n        \"entrypoint\": deployment.entrypoint,\n        \"concurrency_limit\": given.concurrency_limit,\n        \"pull\": pull_steps(given),\n        \"work_pool\": work_pool,\n    }\n    project = {\"name\": FLOW_NAME, \"deployments\": [entry]}\n    path = Path(given.prefect_yaml)\n    draft = path.with_name(f\"{path.name}.tmp\")\n    draft.write_text(yaml.safe_dump(project, sort_keys=False, allow_unicode=True))\n    draft.replace(path)\n    print(f\"To register it: prefect deploy --all --prefect-file {path}\")\n\n\ndef serve_flow(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:\n    \"\"\"Prefect's own loop; each run is a process that loads this file anew.\"\"\"\n    configured_api()\n    project = asyncio.run(described(given))[\"project\"]\n    deployment = Deployment.of(flow, given, project)\n    os.environ.update({**deployment.environment, DIRECTORY: os.getcwd()})\n    served: Any = PrefectFlow.from_source(\n        str(Path(__file__).resolve().parent), deployment.entrypoint\n    )\n    served.serve(\n        name=deployment.name,\n        version=deployment.version,\n        description=deployment.description,\n        tags=deployment.tags,\n        limit=given.max_workers,\n        global_limit=given.concurrency_limit,\n    )\n    return 0\n\n\nasync def trigger_run(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:\n    api = configured_api()\n    project = (await checked_flow(given))[\"project\"]\n    full_name = f\"{flow.name}/{name_of(given, project)}\"\n    async with get_client() as client:\n        try:\n            deployment = await client.read_deployment_by_name(full_name)\n            flow_run = await client.create_flow_run_from_deployment(\n                deployment.id, parameters=said_arguments(given), tags=given.tag\n            )\n        except ObjectNotFound:\n            raise RunFailed(\n                f\"{api} has no deployment {full_name}; to make it: \"\n                f\"python {sys.argv[0]} deploy, or serve\"\n            ) from None\n        except PrefectHTTPStatusError as fault:\n            raise RunFailed(refusal(fault)) from None\n    run_id = f\"{ENGINE}-{flow_run.id}\"\n    if given.run_id_file:\n        Path(given.run_id_file).write_text(run_id)\n    pathspec, url = f\"{FLOW_NAME}/{run_id}\", url_for(flow_run) or api\n    result = {\"pathspec\": pathspec, \"id\": str(flow_run.id), \"url\": url}\n    print(json.dumps(result) if given.json else f\"{pathspec}\\n{url}\")\n    return 0\n\n\ndef refusal(fault: PrefectHTTPStatusError) -> str:\n    try:\n        reason = fault.response.json()[\"detail\"]\n    except (ValueError, LookupError, TypeError):\n        reason = fault\n    return f\"Prefect refuses: {reason}\"\n\n\ndef configured_api() -> str:\n    if url := PREFECT_API_URL.value():\n        return str(url)\n    raise RunFailed(\n        \"No Prefect API is configured: set PREFECT_API_URL, or a profile with\\n\"\n        \"  prefect config set PREFECT_API_URL=http://127.0.0.1:4200/api\\n\"\n        \"where a server runs, as by prefect server start\"\n    )\n\n\ndef answered(work: Coroutine[Any, Any, Result]) -> Result:\n    \"\"\"An API that is not there is told of, without a traceback.\"\"\"\n    import httpx\n\n    try:\n        return asyncio.run(work)\n    except httpx.TransportError as fault:\n        api = PREFECT_API_URL.value()\n        raise RunFailed(f\"Prefect's API at {api} does not answer: {fault}\") from None\n"
};

export const prefectStatus: RuntimeModule = {
	"name": "prefect_status",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "prefect",
			"name": "get_client"
		},
		{
			"module": "prefect.client.orchestration",
			"name": "PrefectClient"
		},
		{
			"module": "prefect.client.schemas.filters",
			"name": "FlowRunFilter"
		},
		{
			"module": "prefect.client.schemas.filters",
			"name": "FlowRunFilterId"
		},
		{
			"module": "prefect.client.schemas.filters",
			"name": "TaskRunFilter"
		},
		{
			"module": "prefect.client.schemas.filters",
			"name": "TaskRunFilterState"
		},
		{
			"module": "prefect.client.schemas.filters",
			"name": "TaskRunFilterStateType"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "FlowRun"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "State"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "StateType"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "TaskRun"
		},
		{
			"module": "prefect.states",
			"name": "Cancelled"
		},
		{
			"module": "prefect.states",
			"name": "Completed"
		},
		{
			"module": "prefect.states",
			"name": "Crashed"
		},
		{
			"module": "prefect.states",
			"name": "Failed"
		}
	],
	"names": [
		"STATUS_OF_STATE",
		"status_of_run",
		"status_on_prefect",
		"settled",
		"unfinished_task_runs",
		"state_at_the_end"
	],
	"body": "STATUS_OF_STATE = {\n    \"SCHEDULED\": \"PENDING\",\n    \"PENDING\": \"PENDING\",\n    \"COMPLETED\": \"SUCCEEDED\",\n    \"FAILED\": \"FAILED\",\n    \"CRASHED\": \"FAILED\",\n    \"CANCELLED\": \"CANCELLED\",\n}\n\n\ndef status_of_run(given: argparse.Namespace) -> str | None:\n    \"\"\"By Prefect; what it leaves open, as of a killed run, Metaflow knows.\"\"\"\n    if flow_run_id_of(given.run_id):\n        with prefect_api():\n            status = asyncio.run(status_on_prefect(given))\n        if status:\n            return status\n    answer = asyncio.run(recorded_answer(given))\n    return status_of(answer) if \"fields\" in answer else None\n\n\nasync def status_on_prefect(given: argparse.Namespace) -> str | None:\n    flow_run = await flow_run_of(given.run_id)\n    if flow_run is None or flow_run.state_type is None:\n        return None\n    settled_as = await settled(flow_run, given)\n    state = settled_as.type if settled_as else flow_run.state_type\n    return STATUS_OF_STATE.get(state.value, \"RUNNING\")\n\n\nasync def settled(flow_run: FlowRun, given: argparse.Namespace) -> State[Any] | None:\n    \"\"\"The end of a run that is under way to Prefect, though its process has gone.\n\n    Who is killed, or loses the API, cannot tell of its end: Prefect waits for ever.\n    \"\"\"\n    if flow_run.state_type is None or flow_run.state_type.value in STATUS_OF_STATE:\n        return None\n    answer = await recorded_answer(given)\n    fields = answer.get(\"fields\", {})\n    # Else it is retried, and the process that has gone is one of an earlier execution.\n    is_current = fields.get(f\"{ENGINE}-execution\") == str(flow_run.run_count)\n    if not is_current or not is_gone(fields):\n        return None\n    state = state_at_the_end(answer)\n    async with get_client() as client:\n        await client.set_flow_run_state(flow_run.id, state, force=True)\n        for task_run in await unfinished_task_runs(client, flow_run):\n            lost = Crashed(State[Any], message=\"The process of the run has gone\")\n            await client.set_task_run_state(task_run.id, lost, force=True)\n    return state\n\n\nasync def unfinished_task_runs(\n    client: PrefectClient, flow_run: FlowRun\n) -> list[TaskRun]:\n    under_way = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]\n    return await client.read_task_runs(\n        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id])),\n        task_run_filter=TaskRunFilter(\n            state=TaskRunFilterState(type=TaskRunFilterStateType(any_=under_way))\n        ),\n    )\n\n\ndef state_at_the_end(answer: dict[str, Any]) -> State[Any]:\n    told = \"as Metaflow knows: the process of the run has gone\"\n    match status_of(answer):\n        case \"SUCCEEDED\":\n            return Completed(State[Any], message=f\"It has succeeded, {told}\")\n        case \"CANCELLED\":\n            return Cancelled(State[Any], message=f\"It was cancelled, {told}\")\n        case _ if answer[\"fields\"][f\"{ENGINE}-status\"] == \"FAILED\":\n            return Failed(State[Any], message=f\"It has failed, {told}\")\n        case _:\n            return Crashed(State[Any], message=\"The process of the run was killed\")\n"
};

export const prefectVersion: RuntimeModule = {
	"name": "prefect_version",
	"imports": [
		{
			"module": "re"
		},
		{
			"module": "importlib.metadata",
			"name": "version"
		},
		{
			"module": "prefect",
			"name": "__version__",
			"alias": "prefect_version"
		}
	],
	"names": [
		"OLDEST_PREFECT",
		"check_version",
		"numbers",
		"why_no_server"
	],
	"body": "OLDEST_PREFECT = \"3.1.15\"\n\n\ndef check_version() -> None:\n    if numbers(prefect_version) < numbers(OLDEST_PREFECT):\n        raise RunFailed(\n            f\"This file needs Prefect {OLDEST_PREFECT} or newer, \"\n            f\"and {prefect_version} is installed: pip install -U prefect\"\n        )\n\n\ndef numbers(text: str) -> list[int]:\n    return [int(number) for number in re.findall(r\"\\d+\", text)[:3]]\n\n\ndef why_no_server(fault: str) -> str:\n    \"\"\"Prefect installs beside any FastAPI, and its server runs with some of them.\"\"\"\n    return (\n        f\"Prefect's own server does not work here: {fault}\\n\"\n        f\"Prefect {prefect_version} may be too old for FastAPI {version('fastapi')}, \"\n        \"which is installed beside it:\\n\"\n        \"  pip install fastapi==0.115.14\\n\"\n        \"Or name a server that runs elsewhere by PREFECT_API_URL\"\n    )\n"
};

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
			"module": "dataclasses"
		},
		{
			"module": "collections",
			"name": "Counter"
		},
		{
			"module": "collections.abc",
			"name": "Sequence"
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
			"name": "ClassVar"
		},
		{
			"module": "prefect",
			"name": "get_run_logger"
		},
		{
			"module": "prefect",
			"name": "task",
			"alias": "prefect_task"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "State"
		},
		{
			"module": "prefect.runtime",
			"name": "flow_run",
			"alias": "this_flow_run"
		},
		{
			"module": "prefect.runtime",
			"name": "task_run",
			"alias": "this_task_run"
		},
		{
			"module": "prefect.states",
			"name": "Cancelled"
		},
		{
			"module": "prefect.states",
			"name": "Completed"
		},
		{
			"module": "prefect.states",
			"name": "Failed"
		}
	],
	"names": [
		"Finished",
		"PrefectEngine",
		"is_worth_another_attempt",
		"metaflow_task",
		"RunHere",
		"run_on_prefect",
		"run_metaflow"
	],
	"body": "class Finished:\n    \"\"\"What a task run gives. Prefect knows it, and so what depends on it, by identity.\n\n    It also knows by identity whatever it finds inside of lists and dataclasses: the\n    empty tuples in two tasks are one object, and would be one more dependency.\n    \"\"\"\n\n    def __init__(self, task: Task) -> None:\n        self.task = task\n\n\nclass PrefectEngine:\n    def __init__(self, session: Session) -> None:\n        session.ends_with_failure = True\n        self.session = session\n        self.finished: dict[str, Finished] = {}\n        self.attempts = Counter[str]()\n\n    async def execute(self, request: TaskRequest) -> Task:\n        \"\"\"A task run, which Prefect repeats as Metaflow would.\"\"\"\n        attempts = metaflow_task.with_options(\n            name=request.step,\n            retries=self.session.last_retry(request),\n            retry_delay_seconds=self.session.retry_delay(request),\n            tags=self.tags(request.step),\n        )\n        after = [\n            self.finished[path] for path in request.inputs if path in self.finished\n        ]\n        finished: Finished | State[Any]\n        finished = await attempts(request.label, self, request, after)\n        if not isinstance(finished, Finished):\n            raise asyncio.CancelledError\n        self.finished[request.path] = finished\n        return finished.task\n\n    def tags(self, step: str) -> list[str]:\n        \"\"\"What a step asks for, which limits of concurrency may go by.\"\"\"\n        resources: dict[str, float] = self.session.steps[step][\"resources\"]\n        told = [f\"{name}={value:g}\" for name, value in resources.items()]\n        return [*told, \"gpu\"] if \"gpu\" in resources else told\n\n\ndef is_worth_another_attempt(_task: Any, _task_run: Any, state: Any) -> bool:\n    return isinstance(state.data, StepFailed) and not state.data.is_final\n\n\n@prefect_task(\n    task_run_name=\"{label}\",\n    persist_result=False,  # nor cached: what is finished, Metaflow knows\n    retry_condition_fn=is_worth_another_attempt,\n)\nasync def metaflow_task(\n    label: str, engine: PrefectEngine, request: TaskRequest, after: Sequence[Finished]\n) -> Finished | State[Any]:\n    \"\"\"One attempt of one Metaflow task.\"\"\"\n    session, log = engine.session, get_run_logger()\n    if adopted := session.adopted(request):\n        log.info(\"It was finished before\")\n        return Finished(adopted)\n    engine.attempts[request.path] += 1\n    retry = this_task_run.run_count - 1\n    try:\n        return Finished(await run_attempt(session, request, retry, log.info))\n    except asyncio.CancelledError:  # what is raised, Prefect would call a crash\n        return Cancelled(State[Any], message=\"It was stopped with the run\")\n\n\nclass RunHere:\n    \"\"\"A run that the command line begins: what it was told, and how it goes.\"\"\"\n\n    current: ClassVar[RunHere | None] = None\n\n    def __init__(self, given: argparse.Namespace, api_url: str) -> None:\n        self.given, self.options, self.api_url = given, run_options(given), api_url\n        self.server: StepServer | None = None\n        self.run_id = \"\"\n        self.run: Run | None = None\n        self.failure: BaseException | None = None\n        self.has_ended = False\n        self.patience = within_patience(self.give_up)\n\n    def begin(self, run_id: str, run: Run) -> None:\n        self.run_id, self.run = run_id, run\n        if self.given.run_id_file:\n            Path(self.given.run_id_file).write_text(run_id)\n\n    def end(self, failure: BaseException | None) -> None:\n        self.failure, self.has_ended = failure, True\n        self.patience = within_patience(self.give_up)\n\n    def give_up(self) -> None:\n        \"\"\"Prefect's API has gone; what there is to tell is told all the same.\"\"\"\n        missing = (\n            f\"Prefect's API at {self.api_url} has not answered for {API_PATIENCE} s\"\n        )\n        if self.succeeded:\n            self.tell()\n        complain(f\"\\n{missing}.\")\n        if self.succeeded:\n            complain(f\"For a record there: {resume_command(self.run_id, self.options)}\")\n        else:\n            self.tell()\n\n    @property\n    def succeeded(self) -> bool:\n        return self.has_ended and self.failure is None\n\n    def tell(self) -> int:\n        \"\"\"The reason comes last, where people look, and then what they can do.\"\"\"\n        if self.run and self.succeeded:\n            print(summary(self.run_id, self.run), flush=True)\n            return 0\n        if self.failure:\n            report(self.failure)\n        if self.run:\n            complain(f\"To finish it: {resume_command(self.run_id, self.options)}\")\n        elif isinstance(self.failure, StepFailed) and self.failure.exit_code == 2:\n            return 2  # Metaflow does not know an option\n        return 1\n\n\nasync def run_on_prefect(\n    flow: Flow, parameters: dict[str, Any], resume_from: str | None\n) -> State[Any]:\n    \"\"\"One flow run is one Metaflow run; gives the state in which it ends.\"\"\"\n    here = RunHere.current\n    words = tuple(parameter_words(parameters))\n    options = dataclasses.replace(\n        deployed_options(), parameters=words, resume_from=resume_from\n    )\n    run_id = f\"{ENGINE}-{this_flow_run.id}\"\n    failure: BaseException | None = None\n    try:\n        check_version()\n        if here:\n            here.patience.cancel()\n            await interruptible(run_metaflow(flow, run_id, here.options))\n        else:\n            await run_metaflow(flow, run_id, options)\n    except RunFailed as fault:\n        failure = fault\n    except asyncio.CancelledError as cancelled:\n        if here is None:\n            raise  # it is Prefect that cancels\n        failure = cancelled\n    if here:\n        here.end(failure)\n    if failure is None:\n        return Completed(State[Any], message=f\"Metaflow run {FLOW_NAME}/{run_id}\")\n    if isinstance(failure, RunFailed):\n        reason = \"\\n\".join([str(failure), *failure.lines[-1:]])\n        return Failed(State[Any], message=reason, data=failure)\n    return Cancelled(State[Any], message=\"The run was cancelled\")\n\n\nasync def run_metaflow(flow: Flow, run_id: str, options: RunOptions) -> Run:\n    here, log = RunHere.current, get_run_logger()\n    tags = (*options.tags, f\"prefect_flow_run:{this_flow_run.id}\")\n    opened = Session.opened(\n        run_id,\n        dataclasses.replace(options, tags=tags),\n        log.info,\n        may_exist=this_flow_run.run_count > 1,\n        server=here.server if here else None,\n    )\n    async with opened as session:\n        log.info(f\"Metaflow run {FLOW_NAME}/{run_id}\")\n        engine = PrefectEngine(session)\n        run = Run(engine, options.max_num_splits)\n        if here:\n            here.begin(run_id, run)\n            if options.tags:\n                await tag_this_run(options.tags)\n        try:\n            await recorded(session, flow, run, execution=str(this_flow_run.run_count))\n        finally:\n            done = {path: each.task for path, each in engine.finished.items()}\n            await publish(run_id, engine.attempts, done)\n    return run\n"
};

export const prefectMain: RuntimeModule = {
	"name": "prefect_main",
	"imports": [
		{
			"module": "argparse"
		},
		{
			"module": "asyncio"
		},
		{
			"module": "inspect"
		},
		{
			"module": "sys"
		},
		{
			"module": "typing",
			"name": "Any"
		},
		{
			"module": "prefect",
			"name": "Flow",
			"alias": "PrefectFlow"
		},
		{
			"module": "prefect.client.schemas.objects",
			"name": "FlowRun"
		},
		{
			"module": "prefect.settings",
			"name": "PREFECT_API_URL"
		}
	],
	"names": [
		"main",
		"run_with_prefect",
		"execute",
		"origin_arguments"
	],
	"body": "def main(flow: PrefectFlow[..., Any], steps: Flow) -> int:\n    command_line = CommandLine()\n    for word in (\"run\", \"resume\"):\n        command_line.words.choices[word].add_argument(\n            \"--without-prefect\", action=\"store_true\", help=\"with Metaflow alone\"\n        )\n    add_deployment_words(command_line)\n    given = command_line.parse(sys.argv[1:])\n    try:\n        check_version()\n        match given.word:\n            case \"status\":\n                return tell_status(given, status_of_run(given))\n            case \"deploy\":\n                return answered(deploy_flow(flow, given))\n            case \"trigger\":\n                return answered(trigger_run(flow, given))\n            case \"serve\":\n                return serve_flow(flow, given)\n        if given.without_prefect:\n            return run_here(steps, given)\n        return run_with_prefect(flow, given)\n    except RunFailed as failure:\n        report(failure)\n        return 1\n\n\ndef run_with_prefect(flow: PrefectFlow[..., Any], given: argparse.Namespace) -> int:\n    is_own_server = not PREFECT_API_URL.value()\n    with prefect_api() as api:\n        here = RunHere.current = RunHere(given, api.url)\n        try:\n            asyncio.run(interruptible(execute(flow, here)))\n        except (RunFailed, asyncio.CancelledError) as failure:\n            here.failure = here.failure or failure\n        except Exception as fault:  # of Prefect: ours are states of the flow run\n            if is_own_server and here.run is None:\n                raise RunFailed(why_no_server(api.why_not or str(fault))) from None\n            complain(f\"\\nPrefect's API at {api.url} has failed: {fault!r}\")\n            here.failure = here.failure or RunFailed(\"Prefect has no record of it\")\n        finally:\n            here.patience.cancel()\n    return here.tell()\n\n\nasync def execute(flow: PrefectFlow[..., Any], here: RunHere) -> None:\n    # Metaflow is loaded while Prefect's API begins the flow run.\n    async with StepServer.started(complain) as here.server:\n        arguments = said_arguments(here.given)\n        if here.options.resume_from:\n            origin = await flow_run_of(here.options.resume_from)\n            if origin:\n                await settled(origin, here.given)\n            arguments = origin_arguments(flow, origin, here.options.resume_from)\n        running: Any = flow(**arguments, return_state=True)\n        await running\n\n\ndef origin_arguments(\n    flow: PrefectFlow[..., Any], origin: FlowRun | None, run_id: str\n) -> dict[str, Any]:\n    \"\"\"Those of the run that is resumed; Metaflow clones them in any case.\"\"\"\n    arguments = dict[str, Any]()\n    for name, parameter in inspect.signature(flow.fn).parameters.items():\n        if origin and name in origin.parameters:\n            arguments[name] = origin.parameters[name]\n        elif parameter.default is inspect.Parameter.empty:\n            arguments[name] = None\n    return {**arguments, \"resume_from\": run_id}\n"
};

/** In the order in which a generated file carries them. */
export const modules: readonly RuntimeModule[] = [tables, tasks, options, stepClient, session, attempts, garbage, commandLine, parameters, display, direct, stepServer, prefectApi, prefectArtifact, prefectInput, prefectPool, prefectSource, prefectDeploy, prefectStatus, prefectVersion, runtime, prefectMain];

/** Stands for what each file sets. */
export const standIns =
  "ENGINE: str = \"local\"\nFLOW_NAME: str = \"Flow\"\nFLOW_FILE: Path = Path(os.environ.get(\"METAFLOW_FLOW_FILE\", \"flow.py\"))\nFLOW_SHA256: str = \"\"\nREGENERATE: str = \"metaflow-transpile compile flow.py --target local\"\nMETAFLOW_OPTIONS: list[str] = []\nTAGS: list[str] = []\nNAMESPACE: str | None = None\nMAX_WORKERS: int = 16\nMAX_NUM_SPLITS: int = 100\nWORKFLOW_TIMEOUT: int | None = None\nSTEPS: dict[str, StepSettings] = {}\nPARAMETERS: dict[str, ParameterSettings] = {}\nCONFIGS: list[str] = []";
