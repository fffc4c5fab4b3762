from metaflow import FlowSpec, step


class NestedFlow(FlowSpec):
    @step
    def start(self):
        self.outer = ["x", "y"]
        self.next(self.o, foreach="outer")

    @step
    def o(self):
        self.g = self.input
        self.inner = list(range(1 + self.index))
        self.next(self.i, foreach="inner")

    @step
    def i(self):
        self.r = "%s%s" % (self.g, self.input)
        self.stack = [(a, b, str(c)) for a, b, c in self.foreach_stack()]
        self.next(self.ij)

    @step
    def ij(self, inputs):
        self.rs = [q.r for q in inputs]
        self.stacks = [q.stack for q in inputs]
        self.next(self.oj)

    @step
    def oj(self, inputs):
        self.all = [q.rs for q in inputs]
        self.stacks = [q.stacks for q in inputs]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    NestedFlow()
