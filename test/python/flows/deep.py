import os

from metaflow import FlowSpec, current, step


def enter(flow, turn=""):
    """Writes down each task that begins; fails at the one that DEEP_FAIL names."""
    indices = "".join(f":{frame[0]}" for frame in flow.foreach_stack() or [])
    task = f"{current.step_name}{indices}{turn}"
    with open(os.environ.get("EVERYTHING_JOURNAL", os.devnull), "a") as journal:
        journal.write(f"{current.run_id} {task}\n")
    assert task != os.environ.get("DEEP_FAIL"), f"told to fail at {task}"


class DeepFlow(FlowSpec):
    """A foreach in a foreach in an arm of a switch after a loop, with a loop inside."""

    @step
    def start(self):
        enter(self)
        self.turn = 0
        self.next(self.loop)

    @step
    def loop(self):
        enter(self, f"#{self.turn}")
        self.turn += 1
        self.again = "yes" if self.turn < 3 else "no"
        self.next({"yes": self.loop, "no": self.pick}, condition="again")

    @step
    def pick(self):
        enter(self)
        self.arm = "deep"
        self.outer = ["a", "b"]
        self.next({"deep": self.fan, "flat": self.flat}, condition="arm")

    @step
    def flat(self):
        self.next(self.merge)

    @step
    def fan(self):
        enter(self)
        self.next(self.body, foreach="outer")

    @step
    def body(self):
        enter(self)
        self.inner = [1, 2]
        self.next(self.leaf, foreach="inner")

    @step
    def leaf(self):
        enter(self)
        self.turn = 0
        self.next(self.leaf_loop)

    @step
    def leaf_loop(self):
        enter(self, f"#{self.turn}")
        self.turn += 1
        self.again = "yes" if self.turn < 2 else "no"
        self.next({"yes": self.leaf_loop, "no": self.leaf_end}, condition="again")

    @step
    def leaf_end(self):
        enter(self)
        self.next(self.inner_join)

    @step
    def inner_join(self, inputs):
        enter(self)
        self.next(self.outer_join)

    @step
    def outer_join(self, inputs):
        enter(self)
        self.next(self.merge)

    @step
    def merge(self):
        enter(self)
        self.next(self.end)

    @step
    def end(self):
        enter(self)


if __name__ == "__main__":
    DeepFlow()
