import os

from metaflow import (
    FlowSpec,
    current,
    quiet_witness,
    retry,
    step,
    witness,
    witness_in_context,
)


def seen():
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("WITNESS_", "PYTHONHASHSEED"))
        and name not in ("WITNESS_LOG", "WITNESS_FAIL")
    }


class WitnessedFlow(FlowSpec):
    @step
    def start(self):
        self.items = ["a", "b"]
        self.start_sees = seen()
        self.next(self.work, foreach="items")

    @retry(times=1, minutes_between_retries=0)
    @witness(niceness=5)
    @step
    def work(self):
        self.niceness = os.nice(0)
        self.work_sees = seen()
        assert current.retry_count or self.input == "b", "the first attempt fails"
        self.next(self.more)

    @witness_in_context
    @step
    def more(self):
        self.more_sees = seen()
        self.next(self.join)

    @quiet_witness
    @step
    def join(self, inputs):
        self.merge_artifacts(inputs, exclude=["work_sees", "more_sees", "niceness"])
        self.join_sees = seen()
        assert os.environ.get("WITNESS_FAIL") is None
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    WitnessedFlow()
