from metaflow import FlowSpec, step


class Base(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def extra(self):
        self.next(self.end)

    @step
    def other(self):
        self.next(self.end)

    @step
    def end(self):
        pass


class Example(Base):
    extra = None

    @property
    def other(self):
        return 1


if __name__ == "__main__":
    Example()
