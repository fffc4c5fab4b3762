import sys

from metaflow import FlowSpec, step


class Other(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


class Example(FlowSpec):
    @step
    def start(self):
        self.next(self.work)

    @step
    def work(self):
        self.next(self.end)

    @step
    def end(self):
        pass


def main(argv=None):
    """Starts."""
    with open(__file__):
        for _ in range(1):
            Example()


if "__main__" == __name__:
    sys.exit(main())
