from metaflow import step
class Mixin:
    @step
    def mid(self):
        """In mixin."""
        self.next(self.end)