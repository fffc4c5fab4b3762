from metaflow import FlowSpec, catch, resources, retry, step

again = retry(times=2)
big, small = resources(cpu=4), resources(cpu=1)
ALL = [retry(times=1), catch(var="problem")]


class Example(FlowSpec):
    local = resources(memory=10)

    @again
    @step
    def start(self):
        self.next(self.work)

    @ALL[0]
    @big
    @step
    def work(self):
        self.next(self.third)

    @local
    @ALL[1]
    @step
    def third(self):
        self.next(self.end)

    del local

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
