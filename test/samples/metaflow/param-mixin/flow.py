from metaflow import Parameter
from metaflow import FlowSpec, step
class Opts:
    alpha = Parameter("alpha", default=0.5)
    class Inner:
        beta = Parameter("beta", default=1)
class F(FlowSpec, Opts):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()