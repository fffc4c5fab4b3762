from metaflow import FlowSpec, step


class One(FlowSpec):
    @step
    def start(self):
        self.next(self.middle)
