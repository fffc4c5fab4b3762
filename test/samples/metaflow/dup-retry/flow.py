from metaflow import retry
from metaflow import FlowSpec, step
class F(FlowSpec):
    @retry(times=1)
    @retry(times=2)
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()