from metaflow import Config, FlowSpec, step


class Example(FlowSpec):
    cfg = Config("cfg", default_value={"a": "x", "b": "y"})

    @step
    def start(self):
        self.case = "x"
        self.next({self.cfg.a: self.one, self.cfg.b: self.end}, condition="case")

    @step
    def one(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
