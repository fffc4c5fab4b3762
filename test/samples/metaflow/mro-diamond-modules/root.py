from metaflow import FlowSpec, Parameter, step


class Root(FlowSpec):
    size = Parameter("size", default=1)

    @step
    def end(self):
        """Root's end."""
