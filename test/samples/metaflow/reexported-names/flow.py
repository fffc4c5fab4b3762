from prelude import FlowSpec, task, mf


class Example(FlowSpec):
    size = mf.Parameter("size", default=1)

    @mf.retry
    @task
    def start(self):
        self.next(self.end)

    @task()
    def end(self):
        pass


if __name__ == "__main__":
    Example()
