import os

from metaflow import FlowSpec, environment, step


class SeesFlow(FlowSpec):
    """What a step sees of where it runs."""

    @environment(
        vars={
            "FROM_GETENV": os.getenv("METAFLOW_TRANSPILE_TEST"),
            "PYTHONHASHSEED": 7,
        }
    )
    @step
    def start(self):
        self.seen = dict(os.environ)
        self.cwd = os.getcwd()
        self.next(self.end)

    @step
    def end(self):
        names = [decorator.name for decorator in SeesFlow.end.decorators]
        self.out = {"decorators": names, "SEEN": os.environ.get("SEEN")}


if __name__ == "__main__":
    SeesFlow()
