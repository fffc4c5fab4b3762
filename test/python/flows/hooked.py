from metaflow import FlowSpec, step
from metaflow.decorators import StepDecorator
from metaflow.plugins import STEP_DECORATORS


class Hooked(StepDecorator):
    """Of a third party: wraps the command of its tasks."""

    name = "hooked"

    def runtime_step_cli(self, cli_args, retry_count, max_retries, ubf_context):
        cli_args.entrypoint[:0] = ["nice"]


STEP_DECORATORS.append(Hooked)


class HookedFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


HookedFlow.end.decorators.append(Hooked())

if __name__ == "__main__":
    HookedFlow()
