from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.k = None
        self.next({None: self.a, "x": self.end}, condition="k")
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()