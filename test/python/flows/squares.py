from metaflow import FlowSpec, Parameter, resources, step


class SquaresFlow(FlowSpec):
    """As many small tasks as one likes."""

    width = Parameter("width", type=int, default=3)

    @step
    def start(self):
        self.items = range(self.width)
        self.next(self.work, foreach="items")

    @resources(gpu=1)
    @step
    def work(self):
        self.square = self.input**2
        self.next(self.join)

    @step
    def join(self, inputs):
        self.total = sum(each.square for each in inputs)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    SquaresFlow()
