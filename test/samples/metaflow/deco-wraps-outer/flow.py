import functools
from metaflow import FlowSpec, step
def timed(f):
    @functools.wraps(f)
    def w(self, *a, **k):
        return f(self, *a, **k)
    return w
class F(FlowSpec):
    @timed
    @step
    def start(self):
        self.x=[1]
        self.next(self.a, foreach="x")
    @step
    @timed
    def a(self):
        self.next(self.j)
    @timed
    @step
    def j(self, inputs):
        self.next(self.end)
    @step
    @timed
    def end(self):
        pass


if __name__ == "__main__":
    F()