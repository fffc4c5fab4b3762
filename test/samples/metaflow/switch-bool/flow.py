from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.k = True
        self.next({True: self.a, False: self.end}, condition="k")
    @step
    def a(self):
        self.next(self.start2)
    @step
    def start2(self):
        self.next({-1: self.end, 0: self.a}, condition="k")
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()