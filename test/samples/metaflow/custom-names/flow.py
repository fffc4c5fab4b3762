from metaflow import FlowSpec, step
class F(FlowSpec):
    @step(start=True)
    def begin(self):
        self.next(self.a, self.b)
    @step
    def a(self):
        self.next(self.j)
    @step
    def b(self):
        self.next(self.j)
    @step
    def j(self, inputs):
        self.next(self.finish)
    @step(end=True)
    def finish(self):
        pass


if __name__ == "__main__":
    F()