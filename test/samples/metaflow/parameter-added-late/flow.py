from metaflow import FlowSpec, Parameter, step


class Example(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


Example.size = Parameter("size", default=1)
setattr(Example, "width", Parameter("width", default=2))


if __name__ == "__main__":
    Example()
