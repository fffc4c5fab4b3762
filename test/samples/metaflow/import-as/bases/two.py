from metaflow import FlowSpec, retry, step


class Two(FlowSpec):
    @retry(times=1)
    @step
    def middle(self):
        self.next(self.end)
