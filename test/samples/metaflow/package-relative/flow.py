from metaflow import step
from flows.base import Base


class Example(Base):
    @step
    def start(self):
        self.next(self.shared)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
