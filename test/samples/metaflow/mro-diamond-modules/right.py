from metaflow import Parameter, step
from root import Root


class Right(Root):
    size = Parameter("size", default=2)

    @step
    def start(self):
        self.next(self.right)

    @step
    def end(self):
        """Right's end."""
