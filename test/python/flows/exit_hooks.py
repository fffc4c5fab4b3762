import os

from metaflow import FlowSpec, exit_hook, step


def note(text):
    with open(os.environ["EVERYTHING_JOURNAL"], "a") as journal:
        journal.write(f"run {text}\n")


def on_success(run):
    note(f"on_success {run.successful}")


def on_failure(run):
    note(f"on_failure {run.finished}")


def without_run():
    note("without_run")
    print("said by a hook")


def broken():
    raise RuntimeError("the hook is broken")


@exit_hook(on_success=[broken, without_run, on_success], on_error=[on_failure])
class ExitHooksFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        assert not os.environ.get("EVERYTHING_FAIL")


if __name__ == "__main__":
    ExitHooksFlow()
