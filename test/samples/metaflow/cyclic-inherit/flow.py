from metaflow import FlowSpec, step
class A(B):
    pass
class B(A, FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    B()