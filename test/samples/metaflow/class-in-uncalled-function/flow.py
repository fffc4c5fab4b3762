from metaflow import FlowSpec, step


def make():
    class Other(FlowSpec):
        @step
        def start(self):
            self.next(self.nowhere)

    return Other


class Example(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
