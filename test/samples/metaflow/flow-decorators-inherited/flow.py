from metaflow import FlowSpec, project, schedule, step


@project(name="shared")
class Base(FlowSpec):
    """Doc of the base."""
    pass


@schedule(daily=True)
class Example(Base):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
