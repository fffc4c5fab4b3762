from metaflow import FlowSpec, step


class BranchFlow(FlowSpec):
    @step
    def start(self):
        self.base = 7
        self.next(self.a, self.b)

    @step
    def a(self):
        self.v = "a"
        self.next(self.a2)

    @step
    def a2(self):
        self.v += "2"
        self.next(self.join)

    @step
    def b(self):
        self.v = "b"
        self.next(self.join)

    @step
    def join(self, inputs):
        self.got = sorted(i.v for i in inputs)
        self.named = inputs.a2.v + inputs.b.v
        self.merge_artifacts(inputs, exclude=["v"])
        self.next(self.end)

    @step
    def end(self):
        self.final = (self.base, self.got, self.named)


if __name__ == "__main__":
    BranchFlow()
