"""What Temporal has recorded of runs, and whether a file accepts it."""

import asyncio
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer


def load(file: Path) -> ModuleType:
    """The generated file by a name, by which the sandbox can import it, too."""
    sys.path.insert(0, str(file.parent))
    name = file.stem
    sys.modules.pop(name, None)
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec and spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def histories(address: str, run_id: str) -> list[WorkflowHistory]:
    """Of a run, and of the child workflows that ran parts of it."""

    async def fetch() -> list[WorkflowHistory]:
        client = await Client.connect(address)
        own = run_id.removeprefix("temporal-")
        found: list[WorkflowHistory] = []
        async for execution in client.list_workflows(f"RunId = '{own}'"):
            root = execution.id
        async for each in client.list_workflows(f"RootWorkflowId = '{root}'"):
            handle = client.get_workflow_handle(each.id, run_id=each.run_id)
            found.append(await handle.fetch_history())
        return found

    return asyncio.run(fetch())


def replay(file: Path, recorded: list[WorkflowHistory]) -> None:
    module = load(file)
    replayer = Replayer(workflows=[module.FlowWorkflow, module.PartWorkflow])

    async def each() -> None:
        for history in recorded:
            await replayer.replay_workflow(history)

    asyncio.run(each())


def with_events(file: Path, events: int) -> Path:
    """A history now holds so many of them."""
    text = file.read_text()
    assert "EVENTS = 8_000" in text
    file.write_text(text.replace("EVENTS = 8_000", f"EVENTS = {events}"))
    return file
