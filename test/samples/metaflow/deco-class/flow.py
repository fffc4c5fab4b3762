from metaflow import FlowSpec, step
import functools
class timed:
    def __init__(self, f):
        functools.update_wrapper(self, f)
        self.f = f
    def __call__(self, *a):
        return self.f(*a)
    def __get__(self, obj, t=None):
        return functools.partial(self, obj)
class F(FlowSpec):
    @timed
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()