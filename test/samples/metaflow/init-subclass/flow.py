from metaflow import FlowSpec, step
class Base(FlowSpec):
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.tag = kw.get("tag", "none")
class F(Base):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()