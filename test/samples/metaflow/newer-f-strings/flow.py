from metaflow import FlowSpec, Parameter, card, step

NAMES = {"a": "alpha", "b": "beta"}


class Example(FlowSpec):
    one = Parameter("alpha", default="alpha")
    two = Parameter("two", default="x beta y", help="{'x'}")

    @card(id="alpha-beta")
    @step
    def start(self):
        ("no docstring" + "")
        print("nested", "deeper", "deepest")
        self.text = (
            "a" "b"
            "c"
        )
        print("self.next(self.nowhere)")
        self.next(self.other)

    @step
    def other(self):
        self.width = 3
        print("%5.2f" % self.width, "\n")
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
