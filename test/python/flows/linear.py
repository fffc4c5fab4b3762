from metaflow import FlowSpec, step


class LinearFlow(FlowSpec):
    @step
    def start(self):
        self.x = 1
        self.next(self.mid)

    @step
    def mid(self):
        self.x += 1
        print("hello from mid", self.x)
        self.next(self.end)

    @step
    def end(self):
        self.y = self.x * 10


if __name__ == "__main__":
    LinearFlow()
