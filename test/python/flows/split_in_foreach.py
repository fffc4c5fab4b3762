from metaflow import FlowSpec, step


class SplitInForeachFlow(FlowSpec):
    @step
    def start(self):
        self.items = [1, 2]
        self.next(self.body, foreach="items")

    @step
    def body(self):
        self.k = self.input
        self.next(self.p, self.q)

    @step
    def p(self):
        self.v = ("p", self.k, self.index)
        self.next(self.sj)

    @step
    def q(self):
        self.v = ("q", self.k, self.index)
        self.next(self.sj)

    @step
    def sj(self, inputs):
        self.vs = sorted(i.v for i in inputs)
        self.next(self.fj)

    @step
    def fj(self, inputs):
        self.res = [i.vs for i in inputs]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    SplitInForeachFlow()
