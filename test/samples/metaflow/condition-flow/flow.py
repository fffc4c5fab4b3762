from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.a, self.b, condition="big")
    @step
    def a(self):
        self.next(self.c)
    @step
    def b(self):
        self.next(self.c)
    @step
    def c(self, inputs):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()