from metaflow import Parameter, Config
from metaflow import FlowSpec, step
class A(FlowSpec):
    pa = Parameter("pa", default=1)
    @step
    def start(self):
        self.next(self.process)
class X(FlowSpec):
    cx = Config("cx", default_value={"a": 1})
    @step
    def process(self):
        self.next(self.end)
class C(A, X):
    @step
    def process(self):
        """Override."""
        self.next(self.end)
class F(C):
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()