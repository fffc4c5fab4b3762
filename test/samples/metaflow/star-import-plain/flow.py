from helpers import *


class Example(Base):
    @step
    def start(self):
        self.next(self.work)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
