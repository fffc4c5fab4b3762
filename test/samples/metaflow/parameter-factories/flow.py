from dataclasses import dataclass
from functools import partial

from metaflow import FlowSpec, Parameter, step


def make(name, default=1):
    return Parameter(name, default=default)


@dataclass
class Setting:
    name: str


class OwnFactories(FlowSpec):
    made = make("made")
    short = partial(Parameter, type=int)("short", default=2)
    hidden = (lambda name: Parameter(name, default=3))("hidden")
    nested_name = getattr(__import__("metaflow"), "Parameter")("nested-name", default=4)
    setting = Setting("setting")
    number = int("4")
    text = str("text")

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    OwnFactories()
