import pkg.base
import pkg.base as pb
from metaflow import step
class A(pkg.base.Base):
    pass
class F(pb.Base):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()