from metaflow import FlowSpec, step


class RecursiveFlow(FlowSpec):
    @step
    def start(self):
        self.n = 0
        self.trace = []
        self.next(self.loop)

    @step
    def loop(self):
        self.n += 1
        self.trace = self.trace + [self.n]
        self.more = "yes" if self.n < 4 else "no"
        self.next({"yes": self.loop, "no": self.after}, condition="more")

    @step
    def after(self):
        self.done_n = self.n
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    RecursiveFlow()
