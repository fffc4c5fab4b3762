from metaflow import FlowSpec, step


class Example(FlowSpec):
    @step
    def start(self):
        if True:
            self.next(self.c)
            return
        (
            self
            .next(self.a,  # one
                  self.b)  # two
        )

    @step
    def a(self):
        self.next(self.join);

    @step
    def b(self):
        for _ in []:
            pass
        else:
            pass
        x = 1; self.next(self.join)

    @step
    def c(self):
        self.next(*[self.join])

    @step
    def join(self, inputs):
        self.next(*(), **{})

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
