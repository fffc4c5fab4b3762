"""The step server: one process that runs all of Metaflow's commands for one run.

It loads Metaflow and the flow once and forks a process for each command, or starts a
fresh one where a fork is not safe. The first child, the launching side, is to Metaflow
what `run` is: decorators initialised, datastore at hand. It answers questions.

Requests are JSON lines on stdin, answers are JSON lines on stdout. When stdin ends,
however the parent died, every process group gets SIGTERM, some grace, then SIGKILL.
"""

import atexit
import contextlib
import ctypes
import functools
import gc
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import types
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NoReturn

FLOW_FILE, FLOW_NAME, *REST = sys.argv[1:]
FOLDER = Path(REST[0] if REST else tempfile.mkdtemp(prefix="metaflow-"))
GRACE = 5.0
MAX_LOG_SIZE = 10_000_000  # of one task, as Metaflow's --max-log-size
# Read by Metaflow, the interpreter or native libraries as they start, so that a fork
# would not notice a change.
READ_AT_START = ("METAFLOW_", "PYTHON", "LD_", "OMP_", "MKL_", "OPENBLAS_", "CUDA_")
STANDARD_STREAMS = ("stdout", "stderr")


def load() -> Any:
    """Executes the flow file as `__main__`, but not Metaflow's command line."""
    from metaflow import metaflow_config, metaflow_git, metaflow_version, parameters
    from metaflow.flowspec import FlowSpec
    from metaflow.util import get_username

    if get_username() is None:  # such as root in a container: Metaflow would refuse
        os.environ["METAFLOW_USER"] = metaflow_config.USER = "unknown"
    classes: dict[str, Any] = {}
    original = FlowSpec.__init__

    def capture(self: Any, use_cli: bool = True) -> None:
        if use_cli:
            classes[type(self).__name__] = type(self)
        else:
            original(self, use_cli=use_cli)

    main = types.ModuleType("__main__")
    main.__file__ = FLOW_FILE
    # metaflow.tuple_util has put this class into `__main__`, and pickles name it there
    main.__dict__["ForeachFrame"] = vars(sys.modules["__main__"]).get("ForeachFrame")
    sys.modules["__main__"] = main
    sys.argv, folder = [FLOW_FILE], os.path.dirname(FLOW_FILE)
    if sys.path[0] == "":  # it is not, under PYTHONSAFEPATH
        sys.path[0] = folder
    FlowSpec.__init__ = capture
    try:
        code = compile(Path(FLOW_FILE).read_bytes(), FLOW_FILE, "exec")
        with contextlib.suppress(SystemExit):
            exec(code, main.__dict__)
    finally:
        FlowSpec.__init__ = original
    flow = classes.get(FLOW_NAME) or main.__dict__.get(FLOW_NAME)
    if flow is None:
        raise SystemExit(f"{FLOW_FILE} has no flow {FLOW_NAME}")
    with parameters.flow_context(flow):  # these add the options of flow decorators
        for module in ("metaflow.cli", "metaflow.cli_components.step_cmd"):
            __import__(module)
    # Each starts git, and Metaflow keeps the answers: ask once, not in every task.
    metaflow_version.get_version()
    metaflow_git.get_repository_info(folder)
    return flow


def may_fork() -> bool:
    return (
        hasattr(os, "fork")
        and sys.platform != "darwin"
        and not os.environ.get("METAFLOW_TRANSPILE_NO_FORK")
    )


def is_fork_safe() -> bool:
    """Whether a copy of this process works: no other threads, no GPU in use."""
    tasks, torch = "/proc/self/task", sys.modules.get("torch")
    threads = len(os.listdir(tasks)) if os.path.isdir(tasks) else 1
    return threads == 1 and not (torch and torch.cuda.is_initialized())


def send(message: Any, target: int) -> None:
    data = json.dumps(message, default=str).encode() + b"\n"
    with contextlib.suppress(BrokenPipeError):  # who does not read has died
        while data:
            data = data[os.write(target, data) :]


# ------------------------------------------------------------------ a child: a command


def execute(flow: Any, request: dict[str, Any], stdin: Any, answers: int) -> NoReturn:
    """Runs one Metaflow command; says what an orchestrator must know of its outcome."""
    options, command = request["options"], request["command"]
    if command[0] == "launching-side":
        options += config_options(flow, options, **request["configs"])
        add_launching_side(stdin, answers)
    elif command[0] == "init":
        evaluate_defaults()
    names: list[str] = []
    note_artifacts(names)
    sys.argv = [FLOW_FILE, *options, *command]
    code = 1
    try:
        flow()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    if code == 0 and command[0] == "step":
        from metaflow.system_context import system_context

        known = vars(system_context.flow)
        send(facts(known.get, names), answers)
    for thread in threading.enumerate():  # as the interpreter does when it ends
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code & 0xFF)


def evaluate_defaults() -> None:
    """Callable and IncludeFile defaults, which `run` evaluates and `init` does not."""
    from metaflow.parameters import Parameter

    original = Parameter.option_kwargs
    Parameter.option_kwargs = lambda self, deploy_mode: original(self, True)


def note_artifacts(names: list[str]) -> None:
    """Metaflow forgets what a task has stored as soon as it is done with it."""
    from metaflow.datastore import TaskDataStore

    original = TaskDataStore.done

    def done(self: Any) -> None:
        names[:] = [name for name, _ in self.items()]
        original(self)

    TaskDataStore.done = done


def facts(get: Callable[[str], Any], names: Iterable[str]) -> dict[str, Any]:
    """What decides over the next steps, from the artifacts of a task."""
    return {
        "ok": bool(get("_task_ok")),
        "next": list((get("_transition") or ([],))[0]),
        "splits": get("_foreach_num_splits") or 0,
        "mappers": list(get("_control_mapper_tasks") or ()),
        "artifacts": [each for each in names if each[0] != "_" and each != "name"],
    }


# --------------------------------------------------------- a child: the launching side


def config_options(
    flow: Any, options: list[str], given: list[str], run: str | None
) -> list[str]:
    """The configs of a run that there is already, else those that the user gives."""
    declared = [(v, p) for v, p in flow._get_parameters() if p.IS_CONFIG_PARAMETER]
    stored = run and declared and stored_parameters(options, run)
    if not stored:
        return given
    return frozen({p.name: (stored[v], p.kwargs["plain"]) for v, p in declared})


def frozen(configs: Mapping[str, Any]) -> list[str]:
    """Evaluated configs, in the form in which Metaflow gives them to its children."""
    if not configs:
        return []
    path = FOLDER / "configs.json"
    path.write_text(json.dumps({"user_configs": configs}))
    options = ["--local-config-file", str(path)]
    for name in configs:
        options += ["--config-value", name, f"kv.{name}"]
    return options


def stored_parameters(options: list[str], run: str) -> Any:
    """The parameters of a run, read before Metaflow's command line has begun."""
    from metaflow.datastore import FlowDataStore
    from metaflow.datastore.exceptions import DataException
    from metaflow.metaflow_config import DEFAULT_DATASTORE
    from metaflow.plugins import DATASTORES

    def option(name: str) -> str | None:
        if f"--{name}" in options:
            return options[len(options) - options[::-1].index(f"--{name}")]
        return os.environ.get("METAFLOW_" + name.upper().replace("-", "_"))

    kind = option("datastore") or DEFAULT_DATASTORE
    storage = next(each for each in DATASTORES if kind == each.TYPE)
    root = option("datastore-root") or storage.get_datastore_root_from_config(print)
    store = FlowDataStore(FLOW_NAME, None, storage_impl=storage, ds_root=root)
    try:
        return store.get_task_datastore(run, "_parameters", "params")
    except DataException:
        return None


def add_launching_side(stdin: Any, answers: int) -> None:
    """A command unknown to Metaflow, which prepares for it as it does for `run`."""
    from metaflow._vendor import click
    from metaflow.cli import cli

    def serve(obj: Any) -> None:
        side = LaunchingSide(obj)
        for line in stdin:
            number, operation, values = json.loads(line)
            answer = getattr(side, operation)(**values) or {}
            send({"id": number, "rc": 0, **answer}, answers)

    cli.add_command(click.command("launching-side")(click.pass_obj(serve)))


class LaunchingSide:
    """Answers questions about the flow and its runs, from any datastore."""

    def __init__(self, obj: Any) -> None:
        self.flow, self.graph, self.environment = obj.flow, obj.graph, obj.environment
        self.store, self.metadata = obj.flow_datastore, obj.metadata
        self.check, self.obj = obj.check, obj

    def describe(self, tags: list[str]) -> dict[str, Any]:
        """The flow as Metaflow sees it, after Config, mutators and `--with`."""
        from metaflow.metaflow_config import DEFAULT_DECOSPECS
        from metaflow.metaflow_environment import MetaflowEnvironment
        from metaflow.tagging_util import validate_tags
        from metaflow.user_configs.config_parameters import dump_config_values
        from metaflow.util import get_username

        validate_tags(tags)
        self.check(self.graph, self.flow, self.environment, pylint=False)
        options = frozen(dump_config_values(self.flow).get("user_configs", {}))
        for spec in DEFAULT_DECOSPECS.split():  # `run` adds them, `step` does not
            options += ["--with", spec]
        kind = type(self.environment)
        inherited = kind.init_environment is MetaflowEnvironment.init_environment
        return {
            "steps": {step.name: self.describe_step(step) for step in self.flow},
            "start": self.graph.start_step,
            "end": self.graph.end_step,
            "options": options,
            "environment": None if inherited else kind.TYPE,
            "user": get_username(),
        }

    def describe_step(self, step: Any) -> dict[str, Any]:
        from metaflow.plugins.timeout_decorator import get_run_time_limit_for_task

        decorators, environment = step.decorators, dict[str, str]()
        retries = [each.step_task_retry_count() for each in decorators] or [(0, 0)]
        if (None, None) in retries:  # Metaflow's way to say: no retries at all
            retries = [(0, 0)]
        minutes = [
            each.attributes.get("minutes_between_retries") for each in decorators
        ]
        limited = any(each.name == "timeout" for each in decorators)
        return {
            "type": self.graph[step.name].type,
            "next": self.graph[step.name].out_funcs,
            "retries": max(user for user, _ in retries),
            "error_retries": max(error for _, error in retries),
            "retry_delay": max(60 * float(each or 0) for each in [0, *minutes]),
            "timeout": get_run_time_limit_for_task(decorators) if limited else 0,
            "gpu": any(
                float(each.attributes.get("gpu") or 0) > 0
                for each in decorators
                if each.name == "resources"
            ),
            "unsupported": [d.name for d in decorators if not is_bare(d, environment)],
            "environment": environment,
        }

    def check_parameters(self, words: list[str]) -> dict[str, Any]:
        """Converts parameters as `init` does, without a run."""
        from metaflow import parameters
        from metaflow._vendor import click
        from metaflow.cli_components.init_cmd import init

        with parameters.flow_context(type(self.flow)):
            command = parameters.add_custom_parameters(deploy_mode=True)(init)
            ids = ["--run-id", "none", "--task-id", "params"]
            try:
                command.make_context("init", [*ids, *words], obj=self.obj)
            except click.ClickException as fault:
                return {"fault": fault.format_message()}
        return {}

    def listing(
        self, run: str, repair: bool, tasks: list[str] | None = None
    ) -> dict[str, Any]:
        """What is finished in a run, and the next attempt of what has begun."""
        done = {}
        paths = [f"{run}/{path}" for path in tasks] if tasks else None
        for task in self.store.get_task_datastores(run, pathspecs=paths):
            path = f"{task.step_name}/{task.task_id}"
            if task.step_name == "_parameters" or task.get("_task_ok"):
                done[path] = facts(task.get, task)
                if repair:
                    self.register_artifacts(run, task)
        started = self.store.get_task_datastores(
            run, pathspecs=paths, allow_not_done=True
        )
        attempts = {f"{t.step_name}/{t.task_id}": t.attempt + 1 for t in started}
        return {"done": done, "attempts": attempts}

    def register_artifacts(self, run: str, task: Any) -> None:
        """Metaflow marks a task as done first: a kill in between blinds its client."""
        from metaflow.metadata_provider import DataArtifact

        root = self.store._storage_impl.datastore_root
        artifacts = [
            DataArtifact(
                name=name,
                ds_type=task.TYPE,
                ds_root=root,
                url=None,
                sha=sha,
                type=task._info[name]["encoding"],
            )
            for name, sha in task.items()
        ]
        self.metadata.register_data_artifacts(
            run, task.step_name, task.task_id, task.attempt, artifacts
        )

    def register(self, run: str, fields: dict[str, str]) -> None:
        from metaflow.metadata_provider import MetaDatum

        data = [MetaDatum(name, text, name, []) for name, text in fields.items()]
        self.metadata.register_metadata(run, "_parameters", "params", data)

    def status(self, run: str) -> dict[str, Any]:
        """What the client knows of a run; nothing where there is no such run."""
        from metaflow import Run, metadata, namespace
        from metaflow.exception import MetaflowNotFound

        metadata(self.metadata.metadata_str())
        namespace(None)
        try:
            found = Run(f"{FLOW_NAME}/{run}")
            fields = found["_parameters"].task.metadata_dict
        except (MetaflowNotFound, KeyError):
            return {}
        return {"finished": found.finished, "fields": fields}

    def save_logs(
        self, run: str, step: str, task: str, attempt: int, files: dict[str, str]
    ) -> None:
        paths = {name: Path(file) for name, file in files.items()}
        try:
            store = self.store.get_task_datastore(
                run, step, task, attempt=attempt, mode="w"
            )
            store.save_logs("runtime", paths)
        except Exception as fault:  # no reason to stop a run
            print(f"The logs of {step}/{task} were not saved: {fault}")
        for path in paths.values():
            path.unlink()


def is_bare(decorator: Any, environment: dict[str, str]) -> bool:
    """Whether a decorator does nothing where tasks are launched that we leave out.

    What @environment sets is added to `environment`; @parallel is launched by `Run`.
    """
    from metaflow.decorators import StepDecorator
    from metaflow.plugins.environment_decorator import EnvironmentDecorator
    from metaflow.plugins.parallel_decorator import ParallelDecorator

    kind, launch = type(decorator), "runtime_step_cli"
    hooks = [
        hook
        for hook in ("runtime_init", "runtime_task_created", launch, "runtime_finished")
        if getattr(kind, hook) is not getattr(StepDecorator, hook)
        or getattr(decorator, f"{hook}_ctx", None)
    ]
    if hooks == [launch] and getattr(decorator, f"{launch}_ctx", None) is None:
        if kind.runtime_step_cli is ParallelDecorator.runtime_step_cli:
            return True
        if kind.runtime_step_cli is EnvironmentDecorator.runtime_step_cli:
            command = types.SimpleNamespace(env=environment)
            decorator.runtime_step_cli(command, 0, 0, None)
            return True
    return not hooks


# ------------------------------------------------------------------------- the server


class Child:
    """A process that runs a command, and what has come out of it."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request
        self.pid = 0
        self.stdin = -1
        self.deadline = 0.0
        self.pipes: dict[str, int] = {}
        self.rest = dict.fromkeys([*STANDARD_STREAMS, "answer"], b"")
        self.logs: dict[str, list[bytes]] = {name: [] for name in STANDARD_STREAMS}
        self.log_size = 0
        self.answer: dict[str, Any] = {}

    @property
    def is_side(self) -> bool:
        return bool(self.request["command"][0] == "launching-side")

    def log(self, name: str, line: bytes) -> None:
        """Keeps a line, as Metaflow's own runtime marks it."""
        self.log_size += len(line)
        if self.log_size < MAX_LOG_SIZE:
            now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
            mark = f"[MFLOG|0|{now}Z|runtime|{uuid.uuid4()}]"
            self.logs[name].append(mark.encode() + line + b"\n")

    def files(self) -> dict[str, str]:
        paths = {name: FOLDER / f"{self.pid}.{name}" for name in self.logs}
        for name, path in paths.items():
            path.write_bytes(b"".join(self.logs[name]))
        return {name: str(path) for name, path in paths.items()}

    def signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


class Server:
    def __init__(self) -> None:
        self.requests, self.answers = os.dup(0), os.dup(1)
        os.dup2(2, 1)  # what the flow file prints when it is loaded is for people
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        gc.disable()  # there is little garbage in an import
        self.flow = load() if may_fork() else None
        gc.freeze()  # so that the pages stay shared with the children
        gc.enable()
        self.forks = self.flow is not None and is_fork_safe()
        self.children: dict[int, Child] = {}
        self.side: Child | None = None
        self.asked: set[int] = set()
        self.buffer = b""
        self.ending = False
        self.ready = selectors.DefaultSelector()

    def serve(self) -> None:
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # it is for our parent to decide
        self.ready.register(self.requests, selectors.EVENT_READ, self.read_requests)
        self.ready.register(woken, selectors.EVENT_READ, lambda: os.read(woken, 4096))
        while not self.ending or self.children:
            for key, _ in self.ready.select(self.patience()):
                key.data()
            for child in list(self.children.values()):
                self.look_after(child)
            if self.ending and self.side and list(self.children) == [self.side.pid]:
                self.close_side(self.side)

    def read_requests(self) -> None:
        data = os.read(self.requests, 1 << 20)
        if not data:
            self.ending = True
            self.ready.unregister(self.requests)
            for child in self.children.values():
                if not child.is_side:
                    self.stop(child)
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for request in map(json.loads, lines):
            self.handle(request)

    def handle(self, request: dict[str, Any]) -> None:
        if "kill" in request:
            for child in self.children.values():
                if child.request["id"] == request["kill"]:
                    self.stop(child)
        elif "ask" in request:
            self.ask(request["id"], *request["ask"])
        else:
            self.start(request)

    def ask(self, number: int, operation: str, values: dict[str, Any]) -> None:
        if self.side is None:
            send({"id": number, "rc": 1}, self.answers)
            return
        self.asked.add(number)
        send([number, operation, values], self.side.stdin)

    def start(self, request: dict[str, Any]) -> None:
        child = Child(request)
        ends = []
        for name in child.rest:
            child.pipes[name], end = os.pipe()
            os.set_blocking(child.pipes[name], False)
            ends.append(end)
        stdin, child.stdin = os.pipe()
        sensitive = any(name.startswith(READ_AT_START) for name in request["env"])
        start = self.fork if self.forks and not sensitive else spawn
        child.pid = start(child, stdin, *ends)
        for end in (stdin, *ends):
            os.close(end)
        if child.is_side:
            self.side = child
        else:
            os.close(child.stdin)
        self.children[child.pid] = child
        for name, source in child.pipes.items():
            receive = functools.partial(self.receive, child, name)
            self.ready.register(source, selectors.EVENT_READ, receive)
        send({"id": request["id"], "pid": child.pid}, self.answers)

    def fork(self, child: Child, stdin: int, *ends: int) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            self.become(child, stdin, *ends)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)

    def become(self, child: Child, stdin: int, *ends: int) -> NoReturn:
        """In the new process: lets go of what is the server's, and runs the command."""
        os.setsid()
        die_with_parent()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        self.ready.close()
        for source in [*child.pipes.values(), child.stdin, self.requests, self.answers]:
            os.close(source)
        if self.side:
            os.close(self.side.stdin)  # else the side would wait for our end, too
        os.dup2(ends[0], 1)
        os.dup2(ends[1], 2)
        os.environ.update(child.request["env"])
        if "numpy" in sys.modules:  # unlike `random`, it does not notice the fork
            sys.modules["numpy"].random.seed()
        execute(self.flow, child.request, os.fdopen(stdin), ends[2])

    def receive(self, child: Child, name: str) -> bool:
        source = child.pipes[name]
        try:
            data = os.read(source, 1 << 16)
        except BlockingIOError:
            return False
        if not data:
            self.ready.unregister(source)
            os.close(child.pipes.pop(name))
            return False
        *lines, child.rest[name] = (child.rest[name] + data).split(b"\n")
        for line in lines:
            self.take(child, name, line)
        return True

    def take(self, child: Child, name: str, line: bytes) -> None:
        if name != "answer":
            text = line.decode(errors="replace")
            message = {"id": child.request["id"], "line": text, "stream": name}
            send(message, self.answers)
            child.log(name, line)
        elif child.is_side:
            answer = json.loads(line)
            self.asked.discard(answer["id"])
            send(answer, self.answers)
        else:
            child.answer = json.loads(line)

    def patience(self) -> float | None:
        return 0.1 if any(each.deadline for each in self.children.values()) else None

    def stop(self, child: Child) -> None:
        child.signal(signal.SIGTERM)
        child.deadline = time.monotonic() + GRACE

    def look_after(self, child: Child) -> None:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        if pid:
            self.finish(child, os.waitstatus_to_exitcode(status))
        elif child.deadline and time.monotonic() > child.deadline:
            child.signal(signal.SIGKILL)

    def finish(self, child: Child, code: int) -> None:
        del self.children[child.pid]
        for name, source in list(child.pipes.items()):
            while self.receive(child, name):
                pass
            if name in child.pipes:  # a process that it left behind still holds it
                self.ready.unregister(source)
                os.close(source)
        for name in STANDARD_STREAMS:
            if child.rest[name]:
                self.take(child, name, child.rest[name])
        if child.deadline:
            child.signal(signal.SIGKILL)  # whatever is left of its group
        if child.is_side:
            self.side = None
            for number in self.asked:
                send({"id": number, "rc": code or 1}, self.answers)
        elif "logs" in child.request:
            self.ask(0, "save_logs", {**child.request["logs"], "files": child.files()})
        send({**child.answer, "id": child.request["id"], "rc": code}, self.answers)

    def close_side(self, side: Child) -> None:
        """No task is left; the side ends when it has answered all that was asked."""
        if not side.deadline:
            os.close(side.stdin)
            side.deadline = time.monotonic() + GRACE


def spawn(child: Child, stdin: int, *ends: int) -> int:
    stdout, stderr, answers = ends
    argv = [sys.executable, "-c", sys.orig_argv[2], FLOW_FILE, FLOW_NAME]
    process = subprocess.Popen(
        [*argv, str(FOLDER), str(answers)],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        pass_fds=(answers,),
        env={**os.environ, **child.request["env"]},
        start_new_session=True,
    )
    process.returncode = 0  # the server waits for it, subprocess must not
    send(child.request, child.stdin)
    return process.pid


def run_spawned() -> NoReturn:
    die_with_parent()
    request, stdin = json.loads(sys.stdin.readline()), sys.stdin
    if request["command"][0] != "launching-side":
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    execute(load(), request, stdin, int(REST[1]))


def die_with_parent() -> None:
    """For the case that the server is killed, and cannot end its children."""
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


if __name__ == "__main__":
    if len(REST) == 2:
        run_spawned()
    try:
        Server().serve()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
