from metaflow import FlowSpec, step
def make(name, extra=False):
    class Made(FlowSpec):
        @step
        def start(self):
            self.next(self.end)
        @step
        def end(self):
            pass
        if extra:
            @step
            def more(self):
                self.next(self.end)
    Made.__name__ = name
    return Made
F = make("F")
if __name__ == "__main__":
    F()