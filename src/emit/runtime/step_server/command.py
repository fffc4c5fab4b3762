"""In a child: one command of Metaflow's, and what there is to tell of its outcome."""

import atexit
import contextlib
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from channel import send
from loading import FLOW_FILE


def execute(flow: Any, words: list[str], answers: int) -> NoReturn:
    names, pipe = noted_artifacts(), os.fstat(answers)
    sys.argv = [FLOW_FILE, *words]
    code = exit_code(flow)
    with contextlib.suppress(OSError):  # a step may close, or reuse, what it finds open
        outcome = facts(artifacts_in_memory().get, names)
        if code == 0 and outcome["ok"] and os.path.samestat(os.fstat(answers), pipe):
            send(outcome, answers)
    end(code)


def exit_code(flow: Any) -> int:
    try:
        flow()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def end(code: int) -> NoReturn:
    """As the interpreter ends, without what the step server has begun."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # the step may have closed it
            stream.flush()
    os._exit(code & 0xFF)


def noted_artifacts() -> list[str]:
    """Filled later: Metaflow forgets what a task has stored when it is done with it."""
    from metaflow.datastore import TaskDataStore

    names: list[str] = []
    original = TaskDataStore.done

    def done(self: Any) -> None:
        names[:] = [name for name, _ in self.items()]
        original(self)

    TaskDataStore.done = done
    return names


def artifacts_in_memory() -> dict[str, Any]:
    """Nothing where Metaflow has no flow: what is asked for is then read again."""
    context = getattr(
        sys.modules.get("metaflow.system_context"), "system_context", None
    )
    flow = getattr(context, "flow", None)
    return vars(flow) if flow is not None else {}


def facts(get: Callable[[str], Any], names: Iterable[str]) -> dict[str, Any]:
    """What decides over the next steps, from the artifacts of a task."""
    return {
        "ok": bool(get("_task_ok")),
        "next": list((get("_transition") or ([],))[0]),
        "splits": get("_foreach_num_splits") or 0,
        "unbounded": bool(get("_unbounded_foreach")),
        "mappers": list(get("_control_mapper_tasks") or ()),
        "artifacts": [each for each in names if each[0] != "_" and each != "name"],
    }
