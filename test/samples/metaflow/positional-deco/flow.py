from metaflow import retry, timeout
from metaflow import FlowSpec, step
class F(FlowSpec):
    @timeout(5)
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()