from metaflow import FlowSpec, Parameter, card, step

NAMES = {"a": "alpha", "b": "beta"}


class Example(FlowSpec):
    one = Parameter(f"{NAMES["a"]}", default=f"{NAMES['a']}")
    two = Parameter("two", default=f"x {NAMES["b"]} y", help=f"{{{"'x'"}}}")

    @card(id=f"{NAMES["a"]}-{NAMES["b"]}")
    @step
    def start(self):
        f"no docstring{""}"
        print(f"{f"{f"{"nested"}"}"}", f"{"deeper" if "}" else '{'}", rf"{"deepest"}\d")
        self.text = f"a{
            "b"  # a comment with " and }
            "c"
        }"
        print(f"self.next(self.nowhere){'\n'.join(["a", "b"])}")
        self.next(self.other)

    @step
    def other(self):
        self.width = 3
        print(f"{self.width:{f"{5}"}.{"2"}f}", f"{"\n"}", f"{(lambda x: x)("y")!r:>{10}}")
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
