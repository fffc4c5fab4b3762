from metaflow import FlowSpec, batch, environment, resources, step, timeout


class OnBatchFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.remote)

    @batch(queue="some-queue", iam_role="some-role", image="python:3.11")
    @environment(vars={"SAID": "1"})
    @timeout(minutes=5)
    @resources(memory=2048)
    @step
    def remote(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    OnBatchFlow()
