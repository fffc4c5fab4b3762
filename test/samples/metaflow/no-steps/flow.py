from metaflow import FlowSpec, step
class F(FlowSpec):
    def start(self):
        self.next(self.end)
    def end(self):
        pass


if __name__ == "__main__":
    F()