import os

from metaflow import FlowSpec, step


class One(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


class Two(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    flow = One if 1 + 1 == 2 else Two
    flow()
