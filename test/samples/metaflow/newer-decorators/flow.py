from metaflow import FlowSpec, catch, retry, step

ALL = [retry(times=2)]
KEY = "b"


class Example(FlowSpec):
    @ALL[0]
    @step
    def start(self):
        chosen = [x for x in (1, 2)]
        self.items = [*chosen, 3]
        print(chosen, sep="")
        self.next(self.work, foreach="items")

    @catch(var="problem")
    @step
    def work(self):
        with open("a") as a, open("b") as b:
            print(a, b)
        self.next(self.join)

    @step
    def join(self, inputs):
        first, *rest = [each for each in inputs]
        self.first = {KEY: first, **{"a": rest}}
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
