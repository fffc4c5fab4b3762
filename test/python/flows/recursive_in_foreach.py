from metaflow import FlowSpec, step


class RecursiveInForeachFlow(FlowSpec):
    @step
    def start(self):
        self.items = [1, 2, 3]
        self.next(self.loop, foreach="items")

    @step
    def loop(self):
        self.n = getattr(self, "n", 0) + 1
        self.more = "yes" if self.n < self.input else "no"
        self.next({"yes": self.loop, "no": self.after}, condition="more")

    @step
    def after(self):
        self.v = (self.index, self.input, self.n)
        self.next(self.join)

    @step
    def join(self, inputs):
        self.res = [i.v for i in inputs]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    RecursiveInForeachFlow()
