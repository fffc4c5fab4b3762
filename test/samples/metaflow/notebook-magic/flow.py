from metaflow import FlowSpec, step
%matplotlib inline
!pip install metaflow
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()