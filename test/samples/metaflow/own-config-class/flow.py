from dataclasses import dataclass

from metaflow import FlowSpec, step


@dataclass
class Config:
    size: int = 1


def Parameter(name):
    return name


class Example(FlowSpec):
    settings = Config(size=2)
    name_of = Parameter("x")

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
