from metaflow import FlowSpec, step


class Example(FlowSpec):
    """A flow.

    With lines.
    """

    @step
    def start(self):
        """One
        two.
        """
        self.next(
            self.end,
        )

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
