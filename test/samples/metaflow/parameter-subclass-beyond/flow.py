from metaflow import FlowSpec, Parameter, step


class Prefixed(Parameter):
    def __init__(self, name, **others):
        others.setdefault("type", int)
        super().__init__("my-" + name, **others)


class Suffixed(Parameter):
    def __init__(self, name):
        super().__init__(name + "-x")


class Beyond(FlowSpec):
    one = Prefixed("one", default=1)
    two = Suffixed("two")

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Beyond()
