from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        def inner(self):
            self.next(self.nowhere)
        lam = lambda self: self.next(self.x)
        self.next(self.a)
    @step
    def a(self):
        self.next(self.end)
        def after(): pass
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()