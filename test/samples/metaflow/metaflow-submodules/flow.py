import metaflow.parameters as parameters
from metaflow import flowspec
from metaflow.decorators import step
from metaflow.includefile import IncludeFile
import metaflow


class Example(flowspec.FlowSpec):
    size = parameters.Parameter("size", default=1)
    text = IncludeFile("text", default="flow.py")

    @metaflow.retry(times=0)
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
