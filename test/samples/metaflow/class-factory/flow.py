from metaflow import FlowSpec, Parameter, retry, step


def with_retries(times, name):
    class Retried(FlowSpec):
        size = Parameter(name, default=times)

        @retry(times=times)
        @step
        def start(self):
            self.next(self.end)

        @step
        def end(self):
            pass

    return Retried


class Example(with_retries(2, name="the-size")):
    """Made."""


if __name__ == "__main__":
    Example()
