import os
import signal
import time

from metaflow import FlowSpec, step


class StubbornFlow(FlowSpec):
    """Its step has to be killed."""

    @step
    def start(self):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with open(os.environ["EVERYTHING_JOURNAL"], "a") as journal:
            journal.write("run start 0\n")
        time.sleep(60)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    StubbornFlow()
