from metaflow import FlowSpec, catch, retry, step


class Base(FlowSpec):
    @step
    def start(self):
        self.next(self.middle)

    @step
    def middle(self):
        self.next(self.end)

    @step
    def end(self):
        pass


class Example(Base):
    start = retry(times=2)(Base.start)
    other = catch(var="problem")(Base.middle)


if __name__ == "__main__":
    Example()
