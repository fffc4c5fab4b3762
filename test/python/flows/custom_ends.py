from metaflow import FlowSpec, step


class CustomEndsFlow(FlowSpec):
    @step(start=True)
    def begin(self):
        self.x = 1
        self.next(self.fin)

    @step(end=True)
    def fin(self):
        self.x = 2


if __name__ == "__main__":
    CustomEndsFlow()
