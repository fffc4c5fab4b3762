"""A foreach within a foreach, with the sizes in a config: the shape of a search over models and their settings."""

from metaflow import Config, FlowSpec, Parameter, step


class GridFlow(FlowSpec):
    """Tries every setting of every model, and keeps the best."""

    config = Config("config", default_value='{"models": ["line", "curve"], "rates": [1, 2, 3]}')
    seed = Parameter("seed", default=7, help="For other results")

    @step
    def start(self):
        """One branch for each model."""
        self.models = list(self.config.models)
        self.next(self.model, foreach="models")

    @step
    def model(self):
        """In each of them, one task for each rate."""
        self.kind = self.input
        self.rates = list(self.config.rates)
        self.next(self.train, foreach="rates")

    @step
    def train(self):
        """Try one setting. The score stands for a long computation."""
        self.rate = self.input
        self.score = (len(self.kind) * self.rate * self.seed) % 10
        self.next(self.best_rate)

    @step
    def best_rate(self, inputs):
        """The best rate of this model."""
        self.best = max((each.score, each.kind, each.rate) for each in inputs)
        self.next(self.best_model)

    @step
    def best_model(self, inputs):
        """The best of all."""
        self.ranking = sorted((each.best for each in inputs), reverse=True)
        self.next(self.end)

    @step
    def end(self):
        """Say it."""
        score, kind, rate = self.ranking[0]
        print(f"The best is the {kind} at rate {rate}, with {score} points.")


if __name__ == "__main__":
    GridFlow()
