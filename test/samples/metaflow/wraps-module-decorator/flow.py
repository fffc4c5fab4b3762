from metaflow import FlowSpec, retry, step
from tools import logged, timed as t
import tools


class Example(FlowSpec):
    @logged
    @step
    def start(self):
        self.next(self.work)

    @step
    @t("x", unit=1)
    def work(self):
        self.next(self.third)

    @tools.plain
    @retry
    @step
    def third(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
