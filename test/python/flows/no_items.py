from metaflow import FlowSpec, step


class NoItemsFlow(FlowSpec):
    """Metaflow refuses a foreach of nothing."""

    @step
    def start(self):
        self.items = []
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    NoItemsFlow()
