from metaflow import FlowSpec, step


class Example(FlowSpec):
    names = [name for name in ("a", "b")]
    for name in names:
        print(name)
    with open(__file__) as source:
        text = source.read()

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
