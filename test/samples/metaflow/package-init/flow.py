from pkg import Base
from pkg.steps import Mixin
from metaflow import step
class F(Mixin, Base):
    @step
    def start(self):
        self.next(self.mid)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()