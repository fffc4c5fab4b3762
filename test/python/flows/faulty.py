"""A step that does what FAULT names; the outcome is in the journal and in Metaflow."""

import os
import resource
import signal
import subprocess
import sys
import time

from metaflow import FlowSpec, current, step


def kill_server():
    if current.retry_count < 2:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)


def kill_launching_side():
    """It is the child of the server that began before us."""
    if current.retry_count == 0:
        siblings = subprocess.run(
            ["pgrep", "-P", str(os.getppid())], capture_output=True, text=True
        ).stdout.split()
        os.kill(min(int(pid) for pid in siblings), signal.SIGKILL)
        time.sleep(60)


def fill_stdout():
    line = "x" * 999
    for _ in range(100_000):
        print(line)


def write_binary():
    sys.stdout.buffer.write(b"\xff\x00\xfe binary\n" + b"y" * 3_000_000)
    sys.stdout.buffer.write(b"\nlast line without an end")


def close_descriptors():
    os.closerange(0, 1000)
    with open(os.environ["EVERYTHING_JOURNAL"], "a") as own:
        own.write("")
        files = [open(os.devnull, "w") for _ in range(20)]
        assert files


def fork_daemon():
    subprocess.Popen(["sleep", "60"])
    subprocess.Popen(["sleep", "4"], start_new_session=True)


def change_directory():
    os.chdir("/")
    os.environ.clear()


def exit_at_once():
    os._exit(0)


def segmentation_fault():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)


def overflow_the_stack():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(10**9)

    class Endless:
        def __repr__(self):
            return repr([self])

    def recurse(depth):
        return sorted([depth, 0], key=lambda _: recurse(depth + 1))

    recurse(0)


def use_all_memory():
    resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
    bytearray(10**10)


class FaultyFlow(FlowSpec):
    @step
    def start(self):
        with open(os.environ["EVERYTHING_JOURNAL"], "a") as journal:
            journal.write(f"run start {current.retry_count}\n")
        self.kept = "result"
        globals()[os.environ["FAULT"]]()
        self.next(self.end)

    @step
    def end(self):
        with open(os.environ.get("EVERYTHING_JOURNAL", os.devnull), "a") as journal:
            journal.write("run end 0\n")


if __name__ == "__main__":
    FaultyFlow()
