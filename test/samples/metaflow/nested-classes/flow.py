from metaflow import FlowSpec, Parameter, step


class Outer:
    class Settings:
        size = Parameter("size", default=1)

    class Inner(Settings, FlowSpec):
        class Config:
            start = None
            end = 1

        @step
        def start(self):
            self.next(self.end)

        @step
        def end(self):
            pass


if __name__ == "__main__":
    Outer.Inner()
