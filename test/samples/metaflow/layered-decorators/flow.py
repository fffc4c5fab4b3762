from metaflow import FlowSpec, catch, retry, step


def robust(function):
    return retry(times=2)(catch(var="problem")(function))


def with_retries(times):
    def decorate(function):
        return retry(times=times)(function)

    return decorate


class Example(FlowSpec):
    @robust
    @step
    def start(self):
        self.next(self.work)

    @with_retries(3)
    @step
    def work(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
