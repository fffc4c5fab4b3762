from metaflow import FlowSpec, step
import contextlib
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
with contextlib.suppress(ValueError):
    F()