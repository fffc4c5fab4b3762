from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        match self.x:
            case {"a": [1, *rest], **kw} if rest:
                pass
            case str() | int(real=1) as t:
                pass
            case _:
                self.next(self.nowhere)
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()