from metaflow import FlowSpec, Parameter, step


class WideFlow(FlowSpec):
    width = Parameter("width", default=1)
    depth = Parameter("depth", default=1)
    turns = Parameter("turns", default=1)

    @step
    def start(self):
        self.turn = 0
        self.next(self.loop)

    @step
    def loop(self):
        self.turn += 1
        self.again = "yes" if self.turn < self.turns else "no"
        self.next({"yes": self.loop, "no": self.fan}, condition="again")

    @step
    def fan(self):
        self.items = list(range(self.width))
        self.next(self.body, foreach="items")

    @step
    def body(self):
        self.inner = [self.input] * self.depth
        self.next(self.work, foreach="inner")

    @step
    def work(self):
        self.seen = self.input
        self.next(self.inner_join)

    @step
    def inner_join(self, inputs):
        self.total = sum(each.seen for each in inputs)
        self.next(self.join)

    @step
    def join(self, inputs):
        self.total = sum(each.total for each in inputs)
        self.next(self.end)

    @step
    def end(self):
        print("total", self.total, "after", self.turns)


if __name__ == "__main__":
    WideFlow()
