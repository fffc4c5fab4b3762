from metaflow import FlowSpec, step

try:
    import missing_module
except ImportError, ValueError:
    missing_module = None


class Example(FlowSpec):
    try:
        level = int("x")
    except ValueError, TypeError:
        level = 1

    @step
    def start(self):
        try:
            pass
        except OSError, KeyError:
            self.next(self.nowhere)
        try:
            pass
        except* OSError, KeyError:
            pass
        self.next({"a": self.work, "b": self.end}, condition="case")

    @step
    def work(self):
        while True:
            try:
                break
            finally:
                break
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
