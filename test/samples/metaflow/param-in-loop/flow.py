from metaflow import Parameter
from metaflow import FlowSpec, step
class F(FlowSpec):
    for _n in ("a", "b"):
        locals()[_n] = Parameter(_n, default=1)
    del _n
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()