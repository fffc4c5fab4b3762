import os

from metaflow import FlowSpec, retry, step


def enable(decorator, flag):
    if flag:
        return decorator
    return lambda function: function


class Example(FlowSpec):
    @enable(retry(times=1), True)
    @step
    def start(self):
        self.next(self.work)

    @enable(retry(times=1), False)
    @step
    def work(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
