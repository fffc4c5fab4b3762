"""Flow files, disks and folders that are not as they should be."""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from compiling import local_file
from running import execute, run_generated, snapshot
from shapes import FLOWS, environment
from watching import begin, journal, processes, wait_until

FLOW = (FLOWS / "linear.py").read_text()


def changed(folder: Path, top: str = "", step: str = "") -> Path:
    """A file for the linear flow, which is then changed: on top, or in its step."""
    flow = folder / "linear.py"
    flow.write_text(FLOW)
    file = local_file(folder, "linear", flow)
    flow.write_text(f"{top}\n" + FLOW.replace("self.x += 1", f"self.x += 1\n{step}"))
    return file


@pytest.mark.parametrize(
    ("top", "reason"),
    [
        ("raise SystemExit(0)", "linear.py has no flow LinearFlow"),
        ("import os; os._exit(7)", "linear.py cannot be loaded"),
        ("import os; os.kill(os.getpid(), 9)", "linear.py cannot be loaded"),
        ("import nonsense", "No module named 'nonsense'"),
        ("def broken(:", "SyntaxError: invalid syntax"),
    ],
)
def test_flow_that_cannot_be_loaded(tmp_path: Path, top: str, reason: str) -> None:
    file = changed(tmp_path, top)
    run_id, done = run_generated(tmp_path, file, code=1)
    assert reason in done.stderr
    assert not run_id
    assert "resume" not in done.stderr


def test_flow_that_talks_and_exits_at_import(tmp_path: Path) -> None:
    file = changed(tmp_path, 'print("said at import")')
    flow = tmp_path / "linear.py"
    flow.write_text(flow.read_text() + "\n    import sys\n    sys.exit(3)\n")
    _, done = run_generated(tmp_path, file)
    assert done.stderr.count("said at import") == 1
    assert "said at import" not in done.stdout


def test_flow_that_takes_long_to_import(tmp_path: Path) -> None:
    """It is imported once for all steps."""
    loads = tmp_path / "loads"
    wait = f"import time; open({str(loads)!r}, 'a').write('x'); time.sleep(30)"
    run_id, _ = run_generated(tmp_path, changed(tmp_path, wait))
    assert snapshot(tmp_path, f"LinearFlow/{run_id}")["successful"]
    assert loads.read_text() == "x"


@pytest.mark.parametrize("how", ["os.unlink(flow)", "open(flow, 'w').close()"])
def test_flow_that_vanishes(tmp_path: Path, how: str) -> None:
    """What runs is what was loaded."""
    flow = tmp_path / "linear.py"
    file = changed(tmp_path, step=f"        import os; flow = {str(flow)!r}; {how}")
    run_id, _ = run_generated(tmp_path, file)
    assert snapshot(tmp_path, f"LinearFlow/{run_id}")["successful"]
    assert not flow.exists() or not flow.read_text()


def test_datastore_that_cannot_be_written(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    more = {"METAFLOW_DATASTORE_SYSROOT_LOCAL": "/proc/none"}
    run_id, done = run_generated(tmp_path, file, code=1, **more)
    assert "/proc/none" in done.stderr
    assert not run_id


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    words = [sys.executable, str(file), "run"]
    done = subprocess.run(words, cwd="/proc", env=environment(tmp_path), timeout=60)
    assert done.returncode == 0


def small_disk(folder: Path) -> list[str]:
    """What is run behind this finds a disk of 3 MB in the folder."""
    mount = f'mount -t tmpfs -o size=3m none "{folder}" && exec "$@"'
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]


def may_mount(folder: Path) -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*small_disk(folder), "true"]).returncode == 0


def test_full_disk(tmp_path: Path) -> None:
    """Of the datastore and of the temporary files: what fails is told, and ends."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not may_mount(disk):
        pytest.skip("no disk can be mounted here")
    step = "        import os; print('x' * 2_000_000); self.big = os.urandom(5_000_000)"
    file = changed(tmp_path, step=step)
    more = {"METAFLOW_DATASTORE_SYSROOT_LOCAL": str(disk), "TMPDIR": str(disk)}
    done = subprocess.run(
        [*small_disk(disk), sys.executable, str(file), "run"],
        env=environment(tmp_path, **more),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "mid failed with exit code 1" in done.stderr
    assert wait_until(lambda: not processes(disk)) < 8


def test_two_runs_in_the_same_second(tmp_path: Path) -> None:
    file = local_file(tmp_path, "linear")
    with ThreadPoolExecutor() as both:
        runs = [both.submit(execute, tmp_path, file, "run") for _ in range(2)]
    titles = [run.result().stdout.splitlines()[0] for run in runs]
    assert all(run.result().returncode == 0 for run in runs)
    assert titles[0] != titles[1]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_end_while_the_flow_is_loaded(tmp_path: Path, how: int) -> None:
    loading = tmp_path / "loading"
    top = f"import time; open({str(loading)!r}, 'w').close(); time.sleep(60)"
    file = changed(tmp_path, top)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run = begin(tmp_path, file, TMPDIR=str(temporary))
    wait_until(loading.exists)
    run.send_signal(how)
    assert run.wait(timeout=20) == (1 if how == signal.SIGTERM else -how)
    assert wait_until(lambda: not processes(tmp_path)) < 8
    assert not journal(tmp_path)
    assert not os.listdir(temporary)
