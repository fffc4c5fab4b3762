from metaflow import FlowSpec, step
import sys
class A(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
class B(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
FLOWS = {"a": A, "b": B}
if __name__ == "__main__":
    FLOWS["b"]()