from metaflow import FlowSpec, kubernetes, environment, resources, step, timeout


class OnKubernetesFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.remote)

    @kubernetes(cpu=2, labels={"team": "tests"}, namespace="somewhere")
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
    OnKubernetesFlow()
