from typing import Generic, TypeVar

from metaflow import FlowSpec, Parameter, retry, step

T = TypeVar("T")
Pair = tuple
Table = dict


class Box(Generic[T]):
    item: T


class Base(FlowSpec, Generic[T]):
    size = Parameter("size", default=3)

    def first(self, items):
        return items[0]


class Example(Base[int]):
    """Of any type."""

    kind = list

    @retry(times=2)
    @step
    def start(self):
        """Begins."""
        def inner(value):
            return value

        items = list
        self.items = [inner(1)]
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
