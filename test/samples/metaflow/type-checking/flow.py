from typing import TYPE_CHECKING
import typing

if TYPE_CHECKING:
    from nowhere import FlowSpec, step
else:
    from metaflow import FlowSpec, step

if typing.TYPE_CHECKING:
    from nowhere import Thing


class Example(FlowSpec):
    if TYPE_CHECKING:
        @step
        def start(self):
            self.next(self.nowhere)
    else:
        @step
        def start(self):
            self.next(self.end)
    if not TYPE_CHECKING:
        @step
        def extra(self):
            self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
