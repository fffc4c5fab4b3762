from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.items = [1]
        self.next(self.a, foreach='it' "ems")
    @step
    def a(self):
        self.next(self.b, foreach=ITEMS)
    @step
    def b(self):
        self.next(self.j)
    @step
    def j(self, inputs):
        self.next(self.k)
    @step
    def k(self, inputs):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()