"""Two branches that work on the same numbers at the same time, and a join that takes what both have found."""

from statistics import mean, pstdev

from metaflow import FlowSpec, Parameter, step


class StatisticsFlow(FlowSpec):
    """Describes the first square numbers."""

    count = Parameter("count", default=10, help="How many numbers")

    @step
    def start(self):
        """Make the numbers, and give them to two steps."""
        self.numbers = [number**2 for number in range(self.count)]
        self.next(self.center, self.spread)

    @step
    def center(self):
        """Where they are."""
        self.average = mean(self.numbers)
        self.next(self.describe)

    @step
    def spread(self):
        """How far they are from there."""
        self.deviation = pstdev(self.numbers)
        self.next(self.describe)

    @step
    def describe(self, inputs):
        """Take each figure from the branch that has it, and what both share from either."""
        self.average = inputs.center.average
        self.deviation = inputs.spread.deviation
        self.merge_artifacts(inputs)
        self.next(self.end)

    @step
    def end(self):
        """Say it."""
        print(f"{self.count} numbers: {self.average:.1f} ± {self.deviation:.1f}")


if __name__ == "__main__":
    StatisticsFlow()
