from metaflow import FlowSpec, step
from metaflow import retry
class F(FlowSpec):
    @(r := retry(times=2))
    @step
    def start(self):
        self.next(self.a)
    @r
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()