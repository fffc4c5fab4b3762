from metaflow import FlowSpec, Parameter, step


class Example(FlowSpec):
    ﬁle = Parameter("ﬁle", default="x")

    @step
    def start(self):
        self.next(self.ｗork)

    @step
    def ｗork(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
