import os
import time
from pathlib import Path

from metaflow import FlowSpec, Parameter, current, step

FOLDER = Path(os.environ.get("FRAGILE_FOLDER", "."))


class FragileFlow(FlowSpec):
    """Fails where a file says so, sleeps where another one does; keeps a journal."""

    width = Parameter("width", default=3, help="how many items")
    must = Parameter("must", type=int, required=True)

    def enter(self, where):
        with (FOLDER / "journal").open("a") as journal:
            journal.write(f"{current.run_id} {where} {current.retry_count}\n")
        print(f"this is {where}")
        if self.told("sleep", where):
            time.sleep(60)
        if self.told("fail", where):
            raise RuntimeError(f"told to fail at {where}")

    def told(self, what, where):
        file = FOLDER / what
        return file.exists() and where in file.read_text().split()

    @step
    def start(self):
        """Says how many items there are."""
        self.enter("start")
        self.items = list(range(self.width))
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.enter(f"work:{self.input}")
        self.doubled = 2 * self.input
        self.next(self.join)

    @step
    def join(self, inputs):
        self.enter("join")
        self.out = [task.doubled for task in inputs]
        self.next(self.end)

    @step
    def end(self):
        self.enter("end")


if __name__ == "__main__":
    FragileFlow()
