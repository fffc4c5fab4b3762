from metaflow import FlowSpec, Parameter, step

NAME = "x"


class Example(FlowSpec):
    query = t"{NAME!r:>10} {{ }}"
    level = Parameter("level", default=1)

    @step
    def start(self):
        t"no docstring {NAME}"
        self.query = t"select {NAME} from {t"x{"y"}"}"
        self.raw = [rt"raw\{NAME}", T'multi', tR"line", Rt"{NAME=}"]
        print(t"(", t"self.next(self.nowhere) {"}"}")
        self.raw = [
            t"""a {{ {
                "b"}""",
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
