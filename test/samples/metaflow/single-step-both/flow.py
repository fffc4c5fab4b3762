from metaflow import FlowSpec, step
class F(FlowSpec):
    @step(start=True, end=True)
    def only(self):
        self.x = 1


if __name__ == "__main__":
    F()