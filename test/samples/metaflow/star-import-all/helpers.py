from metaflow import step

__all__ = ["Public", "_hidden"]


class Public:
    @step
    def work(self):
        self.next(self.end)


class FlowSpec:
    pass


_hidden = 1
