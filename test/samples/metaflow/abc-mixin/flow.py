from abc import ABC
from metaflow import FlowSpec, step
class Mixin(ABC):
    pass
class F(Mixin, FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()