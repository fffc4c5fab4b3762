from metaflow import FlowSpec, step
C = "k"
class F(FlowSpec):
    @step
    def start(self):
        self.next({"a": self.a, "b": self.end}, condition=C)
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()