import bases.one as one
import bases.two
import bases
from metaflow import step


class Example(one.One, bases.two.Two):
    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
