from metaflow import step
from root import Root


class Left(Root):
    @step
    def start(self):
        self.next(self.left)

    @step
    def left(self):
        self.next(self.end)
