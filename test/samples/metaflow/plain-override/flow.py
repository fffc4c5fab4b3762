from metaflow import FlowSpec, step
class A(FlowSpec):
    @step
    def start(self):
        self.next(self.mid)
    @step
    def mid(self):
        self.next(self.end)
    @step
    def end(self):
        pass
class F(A):
    def mid(self):
        pass


if __name__ == "__main__":
    F()