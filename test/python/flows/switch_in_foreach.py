from itertools import groupby

from metaflow import FlowSpec, step


class SwitchInForeachFlow(FlowSpec):
    @step
    def start(self):
        self.items = [0, 1, 2, 3]
        self.next(self.pick, foreach="items")

    @step
    def pick(self):
        self.kind = "odd" if self.input % 2 else "even"
        self.next({"odd": self.odd, "even": self.even}, condition="kind")

    @step
    def odd(self):
        self.v = ("odd", self.input)
        self.next(self.join)

    @step
    def even(self):
        self.v = ("even", self.input)
        self.next(self.join)

    @step
    def join(self, inputs):
        self.res = sorted(i.v for i in inputs)
        # Metaflow gives the items of one arm after those of another.
        self.arms = sorted(arm for arm, _ in groupby(i.v[0] for i in inputs))
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    SwitchInForeachFlow()
