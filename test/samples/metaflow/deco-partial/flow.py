import functools
from metaflow import FlowSpec, step
from metaflow import retry, resources
big = functools.partial(resources, cpu=8)
class F(FlowSpec):
    @big()
    @step
    def start(self):
        self.next(self.a)
    @big(memory=10)
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()