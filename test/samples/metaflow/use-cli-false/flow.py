from metaflow import FlowSpec, step


class Other(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


class Example(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


other = Other(use_cli=False)

if __name__ == "__main__":
    Example(use_cli=True)
