from metaflow import FlowSpec, Parameter, step

NAME = "x"


class Example(FlowSpec):
    query = object()
    level = Parameter("level", default=1)

    @step
    def start(self):
        ("no docstring", NAME)
        self.query = ["select", NAME, "from x"]
        self.raw = ["raw", "multi", "line"]
        print("(", "self.next(self.nowhere)")
        self.raw = [
            """a { b""",
            "end",
        ]
        self.next(self.left, self.right)

    @step
    def left(self):
        self.next(self.join)

    @step
    def right(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
