import sys

from metaflow import FlowSpec, Parameter, step

DEBUG = False
MODE = "fast"


class Example(FlowSpec):
    if DEBUG:
        level = Parameter("level", default="debug")
    elif MODE == "fast" and not DEBUG:
        speed = Parameter("speed", default=1)
    else:
        other = Parameter("other")

    @step
    def start(self):
        self.next(self.end)

    if MODE != "fast":
        @step
        def slow(self):
            self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
