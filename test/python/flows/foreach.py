from metaflow import FlowSpec, step


class ForeachFlow(FlowSpec):
    @step
    def start(self):
        self.items = ["x", "y", "z"]
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.r = (self.index, self.input)
        self.next(self.work2)

    @step
    def work2(self):
        self.r2 = (self.index, self.input, self.r)
        self.next(self.join)

    @step
    def join(self, inputs):
        self.res = [i.r2 for i in inputs]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    ForeachFlow()
