import metaflow
from metaflow import FlowSpec, step
Base = metaflow.FlowSpec
s = step
class F(Base):
    @s
    def start(self):
        self.next(self.end)
    @s
    def end(self):
        pass


if __name__ == "__main__":
    F()