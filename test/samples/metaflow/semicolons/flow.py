from metaflow import FlowSpec, step; import os; X = 1
class F(FlowSpec):
    a = 1; b = 2
    @step
    def start(self): self.x = 1; self.next(self.end)
    @step
    def end(self): pass
if __name__ == "__main__": F()