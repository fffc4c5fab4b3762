from metaflow import FlowSpec, step
from metaflow import resources, kubernetes
RES = dict(cpu=2, memory=1000)
class F(FlowSpec):
    @resources(**RES)
    @step
    def start(self):
        self.next(self.a)
    @kubernetes(image="x", **{"cpu": 1})
    @step
    def a(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()