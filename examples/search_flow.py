"""A step that repeats itself until it is done, and a switch that decides how the flow ends."""

from metaflow import FlowSpec, Parameter, step


class SearchFlow(FlowSpec):
    """Finds a square root by halving an interval."""

    number = Parameter("number", default=2.0, help="Whose square root to find")
    tolerance = Parameter("tolerance", default=0.001, help="How exact it must be")

    @step
    def start(self):
        """The root lies between 0 and the number, or 1."""
        self.low, self.high = 0.0, max(1.0, self.number)
        self.rounds = 0
        self.next(self.halve)

    @step
    def halve(self):
        """Keep the half in which the root is; once more, while it is too wide."""
        middle = (self.low + self.high) / 2
        if middle**2 < self.number:
            self.low = middle
        else:
            self.high = middle
        self.rounds += 1
        self.verdict = "close" if self.high - self.low <= self.tolerance else "far"
        self.next({"far": self.halve, "close": self.judge}, condition="verdict")

    @step
    def judge(self):
        """A whole number deserves other words."""
        self.root = round(self.high, 3)
        self.kind = "whole" if round(self.root) ** 2 == self.number else "broken"
        self.next({"whole": self.rejoice, "broken": self.accept}, condition="kind")

    @step
    def rejoice(self):
        """The root is exact."""
        self.words = f"exactly {round(self.root)}"
        self.next(self.end)

    @step
    def accept(self):
        """The root is as near as was asked for."""
        self.words = f"about {self.root}"
        self.next(self.end)

    @step
    def end(self):
        """Say it."""
        print(f"The square root of {self.number:g} is {self.words}, after {self.rounds} rounds.")


if __name__ == "__main__":
    SearchFlow()
