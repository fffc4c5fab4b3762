import tracing
from tracing import traced as t
from metaflow import FlowSpec, step
class F(FlowSpec):
    @tracing.traced(level=1)
    @step
    def start(self):
        self.next(self.a)
    @t(level=2)
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()