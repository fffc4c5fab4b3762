from metaflow import FlowSpec, Parameter, retry, step


class Parts:
    @retry(times=2)
    @step
    def work(self):
        """Works."""
        self.next(self.end)

    size = Parameter("size", default=1)


class Example(FlowSpec):
    width = Parts.size
    again = work = Parts.work

    @step
    def start(self):
        self.next(self.work, self.again)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
