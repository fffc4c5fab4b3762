from metaflow import FlowSpec, step


class TwiceTheSame(FlowSpec):
    @step
    def start(self):
        self.next({0: self.s1, 1: self.end}, condition="k")

    @step
    def s0(self):
        self.next({0: self.s0, 1: self.s0}, condition="k")

    @step
    def s1(self):
        self.next(self.s0, self.s0)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    TwiceTheSame()
