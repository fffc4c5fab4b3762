from metaflow import retry
from metaflow import FlowSpec, step
@retry
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()