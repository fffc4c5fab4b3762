"""Metaflow's service is told the same of a run as natively, heartbeats included."""

import re
from pathlib import Path

from compiling import local_file
from metadata_service import Service, metadata_service
from running import NATIVE_OPTIONS, execute, run_generated
from shapes import FLOWS


def told(service: Service, run_id: str) -> set[str]:
    """What is posted of a run, without what differs from run to run."""
    parts = [path.partition(f"/runs/{run_id}")[2] for _, path in service.requests]
    return {re.sub("/tasks/[^/]+", "/tasks", part) for part in parts if part}


def test_same_as_native(tmp_path: Path) -> None:
    flow, id_file = tmp_path / "slow.py", tmp_path / "native-id"
    nap = "(self):\n        __import__('time').sleep(2)\n"  # a heartbeat takes its time
    flow.write_text((FLOWS / "linear.py").read_text().replace("(self):\n", nap))
    with metadata_service() as service:
        settings = {
            "METAFLOW_SERVICE_URL": f"http://127.0.0.1:{service.server_port}",
            "METAFLOW_DEFAULT_METADATA": "service",
        }
        words = (*NATIVE_OPTIONS, "run", "--run-id-file", id_file)
        native = execute(tmp_path, flow, *words, more=settings)
        assert native.returncode == 0, native.stderr
        ours, _ = run_generated(tmp_path, local_file(tmp_path, "", flow), **settings)
        expected, found = told(service, id_file.read_text()), told(service, ours)
    assert {"/heartbeat", "/steps/mid/tasks/heartbeat"} < expected
    assert found == expected
