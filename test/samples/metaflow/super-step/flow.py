from metaflow import FlowSpec, step
class A(FlowSpec):
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass
class F(A):
    @step
    def start(self):
        super().start()
    end = A.end


if __name__ == "__main__":
    F()