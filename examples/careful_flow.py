"""Steps that fail, and what Metaflow does about it: @retry, @catch, @timeout and @environment."""

import os

from metaflow import FlowSpec, catch, current, environment, retry, step, timeout


class CarefulFlow(FlowSpec):
    """Arrives at its end although two of its steps have trouble."""

    @step
    def start(self):
        """Three items, one of which is bad."""
        self.divisors = [2, 0, 5]
        self.next(self.divide, foreach="divisors")

    @catch(var="problem", print_exception=False)
    @timeout(minutes=1)
    @step
    def divide(self):
        """One of these divides by zero: @catch keeps the exception as an artifact, and the flow goes on."""
        self.result = 10 / self.input
        self.next(self.collect)

    @step
    def collect(self, inputs):
        """Leave out what went wrong."""
        self.results = [each.result for each in inputs if not each.problem]
        self.next(self.insist)

    @environment(vars={"ATTEMPTS_NEEDED": "2"})
    @retry(times=2, minutes_between_retries=0)
    @step
    def insist(self):
        """Fails at first, and succeeds when it is tried again."""
        if current.retry_count + 1 < int(os.environ["ATTEMPTS_NEEDED"]):
            raise RuntimeError("the first attempt always fails")
        self.attempts = current.retry_count + 1
        self.next(self.end)

    @step
    def end(self):
        """Say it."""
        print(f"{len(self.results)} of 3 divisions went well; {self.attempts} attempts were needed.")


if __name__ == "__main__":
    CarefulFlow()
