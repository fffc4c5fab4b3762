from metaflow import retry
from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    @retry(times=3)
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()