from metaflow import FlowSpec, JSONType, Parameter, step


class HTTPOddNamesFlow(FlowSpec):
    """Parameters whose names mean something elsewhere: "quoted", and a \\ too.

    Of two paragraphs.
    """

    a = Parameter("class", type=int, default=1, help="a word of Python's")
    b = Parameter("json", type=JSONType, default="[1, 1.5, null, true]")
    c = Parameter("schema", default="c", help='with "quotes"\nand a line')
    d = Parameter("model_config", default="d")
    e = Parameter("resume_from", default="e")
    g = Parameter("wait_for", default="g")
    h = Parameter("a-b", default="h")
    i = Parameter("a_b", default="i")
    k = Parameter("copy", type=float, default=1)
    m = Parameter("steps", type=int, default=10)
    n = Parameter("big", type=JSONType, default="[12345678901234567890]")
    o = Parameter("ref", type=JSONType, default='{"$ref": {"x": 1}}')
    p = Parameter("flow", type=bool, default=True)
    q = Parameter("must", required=True, type=int)

    @step
    def start(self):
        self.out = {name: getattr(self, name) for name in "abcdeghikmnopq"}
        self.next(self.end)

    @step
    def end(self):
        print(self.out)


if __name__ == "__main__":
    HTTPOddNamesFlow()
