from metaflow import FlowSpec, retry, step


class Example(FlowSpec):
    def start(self):
        """Begins."""
        self.next(self.work)

    def _work(self):
        self.next(self.end)

    start = step(start)
    work = retry(times=1)(step(_work))
    end = step(lambda self: None) if False else None
    del end

    def finish(self):
        pass

    end = step(finish)
    del finish


if __name__ == "__main__":
    Example()
