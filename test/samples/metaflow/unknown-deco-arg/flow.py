from metaflow import retry, resources
from metaflow import FlowSpec, step
class F(FlowSpec):
    @retry(tries=3)
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()