from metaflow import FlowSpec, step
from parts import Height, Width


class Sized(FlowSpec):
    width = Width()
    depth = Width("depth", 5)
    height = Height("tall")

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Sized()
