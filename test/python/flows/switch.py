from metaflow import FlowSpec, step, Parameter


class SwitchFlow(FlowSpec):
    mode = Parameter("mode", default="fast")

    @step
    def start(self):
        self.m = self.mode
        self.next(
            {"fast": self.fast, "slow": self.slow, "skip": self.merge}, condition="m"
        )

    @step
    def fast(self):
        self.t = "fast"
        self.next(self.merge)

    @step
    def slow(self):
        self.t = "slow"
        self.next(self.slow2)

    @step
    def slow2(self):
        self.t += "2"
        self.next(self.merge)

    @step
    def merge(self):
        self.res = getattr(self, "t", "none")
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    SwitchFlow()
