from metaflow import FlowSpec, step
class F(FlowSpec):
    "one" ' two'
    @step
    def start(self):
        u"""Unicode é

            deep
          less
        """
        self.next(self.a)
    @step
    def a(self):
        ("paren "
         "doc")
        self.next(self.b)
    @step
    def b(self):
        "a" + "b"
        self.next(self.end)
    @step
    def end(self):
        b"bytes"


if __name__ == "__main__":
    F()