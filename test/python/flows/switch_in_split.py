from metaflow import FlowSpec, step


class SwitchInSplitFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.a, self.b)

    @step
    def a(self):
        self.k = "one"
        self.next({"one": self.a1, "two": self.a2}, condition="k")

    @step
    def a1(self):
        self.v = "a1"
        self.next(self.join)

    @step
    def a2(self):
        self.v = "a2"
        self.next(self.join)

    @step
    def b(self):
        self.v = "b"
        self.next(self.join)

    @step
    def join(self, inputs):
        self.res = sorted(i.v for i in inputs)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    SwitchInSplitFlow()
