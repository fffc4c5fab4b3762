from metaflow import FlowSpec, step


class ForeachInSplitFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.l, self.m)

    @step
    def l(self):
        self.items = [1, 2, 3]
        self.next(self.w, foreach="items")

    @step
    def w(self):
        self.sq = self.input**2
        self.next(self.wj)

    @step
    def wj(self, inputs):
        self.out = [i.sq for i in inputs]
        self.next(self.j)

    @step
    def m(self):
        self.out = "m"
        self.next(self.j)

    @step
    def j(self, inputs):
        self.res = [inputs.wj.out, inputs.m.out]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    ForeachInSplitFlow()
