from metaflow import FlowSpec, step
decos = [lambda f: f]
flag = True
class F(FlowSpec):
    @(lambda f: f)
    @step
    def start(self):
        self.next(self.a)
    @decos[0]
    @step
    def a(self):
        self.next(self.b)
    @(decos[0] if flag else step)
    @step
    def b(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()