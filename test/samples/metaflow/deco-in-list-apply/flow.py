from metaflow import FlowSpec, step
from metaflow import retry, timeout
def stack(*decos):
    def apply(f):
        for d in reversed(decos):
            f = d(f)
        return f
    return apply
class F(FlowSpec):
    @stack(retry(times=1), timeout(minutes=5))
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()