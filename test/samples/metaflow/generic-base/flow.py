from typing import Generic, TypeVar
from metaflow import FlowSpec, step
T = TypeVar("T")
class Base(FlowSpec, Generic[T]):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
class F(Base[int]):
    """sub"""


if __name__ == "__main__":
    F()