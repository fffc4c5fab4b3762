from metaflow import FlowSpec, step, unbounded_test_foreach_internal
from metaflow.plugins.test_unbounded_foreach_decorator import (
    InternalTestUnboundedForeachInput,
)


class UnboundedFlow(FlowSpec):
    """A foreach whose control task alone knows how many tasks there are."""

    @step
    def start(self):
        self.words = ["abc", "d"]
        self.next(self.outer, foreach="words")

    @step
    def outer(self):
        self.letters = InternalTestUnboundedForeachInput(self.input)
        self.next(self.work, foreach="letters")

    @unbounded_test_foreach_internal
    @step
    def work(self):
        self.seen = self.input
        self.next(self.inner_join)

    @step
    def inner_join(self, inputs):
        self.seen = "".join(each.seen for each in inputs)
        self.next(self.join)

    @step
    def join(self, inputs):
        self.seen = [each.seen for each in inputs]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    UnboundedFlow()
