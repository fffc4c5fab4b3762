from typing import Any

from metaflow import FlowSpec, Parameter, retry, step

type Whole = int
type Pair[A, B = int] = tuple[A, B]
type Table[**P, *Ts] = dict[str, Callable[P, tuple[*Ts]]]


class Box[T: (int, str)]:
    item: T


class Base[T](FlowSpec):
    size = Parameter("size", default=3)

    def first[U: Any](self, items: list[U]) -> U:
        return items[0]


class Example[*Ts, **P = [int]](Base[int]):
    """Of any type."""

    type kind = list[int]

    @retry(times=2)
    @step
    def start[S](self):
        """Begins."""
        def inner[R: int = bool](value: R) -> R:
            return value

        type items = list[int]
        self.items = [inner(1)]
        self.next(self.work, foreach="items")

    @step
    def work[*Ts](self: "Example[*Ts]") -> None:
        self.next(self.join)

    @step
    def join[T](self, inputs: list[T]):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
