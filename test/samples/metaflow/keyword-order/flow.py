from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.next(condition="c", *[{"a": self.a, "b": self.end}])
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()