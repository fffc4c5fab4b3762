import functools

from metaflow import FlowSpec, step


class Example(FlowSpec):
    @staticmethod
    @step
    def start(self):
        self.next(self.work)

    @step
    async def work(self):
        self.next(self.third)

    @step
    @staticmethod
    def third(self):
        self.next(self.end)

    @functools.lru_cache
    def helper(self):
        return 1

    @classmethod
    def maker(cls):
        return cls

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
