from metaflow import FlowSpec, step
from collections import OrderedDict, abc
import abc as abstract
from typing import Generic, TypeVar, NamedTuple

T = TypeVar("T")


class Example(FlowSpec, Generic[T]):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
