"""They write down every call, wrap the command, add to the environment, and need the
code package."""

import os

from metaflow.decorators import StepDecorator

try:
    from metaflow.system_context import system_context
except ImportError:  # of an older Metaflow, which has no hooks of the second form
    system_context = None


def witnessed(*words):
    with open(os.environ["WITNESS_LOG"], "a") as log:
        print(*words, file=log)


class Witness(StepDecorator):
    """Hooks with arguments."""

    name = "witness"
    defaults = {"niceness": 3}

    def step_init(
        self, flow, graph, step_name, decorators, environment, flow_datastore, logger
    ):
        self.step = step_name

    def runtime_init(self, flow, graph, package, run_id):
        self.package = package
        os.environ["WITNESS_FROM_INIT"] = "seen by every task"
        witnessed("init", self.step)

    def runtime_task_created(
        self, task_datastore, task_id, split_index, input_paths, is_cloned, ubf_context
    ):
        inputs = [path.split("/")[1] for path in input_paths]
        witnessed("created", self.step, split_index, inputs, is_cloned, ubf_context)

    def runtime_step_cli(
        self, cli_args, retry_count, max_user_code_retries, ubf_context
    ):
        wrapper = ["nice", "-n", str(self.attributes["niceness"])]
        cli_args.entrypoint[:0] = wrapper
        cli_args.env["WITNESS_ATTEMPT"] = str(retry_count)
        cli_args.env["WITNESS_PACKAGE"] = str(len(self.package.blob) > 0)
        witnessed("cli", self.step, retry_count, max_user_code_retries, ubf_context)

    def runtime_finished(self, exception):
        witnessed("finished", self.step, exception is not None)


class WitnessInContext(StepDecorator):
    """Hooks of the second form: without arguments, they read `system_context`."""

    name = "witness_in_context"

    def runtime_init_ctx(self, step_name):
        witnessed("init in context", step_name, system_context.is_launch)

    def runtime_task_created_ctx(self, step_name):
        witnessed("created in context", step_name, system_context.split_index)

    def runtime_step_cli_ctx(self, step_name, cli_args):
        cli_args.env["WITNESS_CONTEXT"] = step_name
        witnessed("cli in context", step_name, system_context.retry_count)

    def runtime_finished_ctx(self, step_name, exception):
        witnessed("finished in context", step_name, exception is not None)


class QuietWitness(StepDecorator):
    """Sets what an interpreter reads as it starts, and nothing else."""

    name = "quiet_witness"

    def runtime_step_cli(
        self, cli_args, retry_count, max_user_code_retries, ubf_context
    ):
        cli_args.env["PYTHONHASHSEED"] = "11"
