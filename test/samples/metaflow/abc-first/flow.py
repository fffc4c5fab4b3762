from abc import ABC, abstractmethod
from metaflow import FlowSpec, step
class Base(ABC, FlowSpec):
    @abstractmethod
    def work(self): ...
class F(Base):
    def work(self): pass
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()