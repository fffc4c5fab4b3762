from metaflow import FlowSpec, catch, retry, step

ALL = [retry(times=2)]
KEY = "b"


class Example(FlowSpec):
    @(again := ALL[0])
    @step
    def start(self):
        chosen = [y := 1, y**2][*(slice(None),)] + [*(() or ()), lambda: (yield)]
        self.items = [x for x in [*chosen, 3]] if (n := 2) else [i async for i in await y]
        print(*chosen, 1 if True else 2, sep=f"{n = }", **{} | {})
        self.next(self.work, foreach="items")

    @(lambda f: catch(var="problem")(f)) if False else catch(var="problem")
    @step
    def work(self):
        with (open("a") as a, open("b") as b,):
            print(a, b)
        self.next(self.join)

    @step
    def join(self, inputs):
        for first, *rest in *inputs, []: x = yield
        self.first = {KEY: first, **{"a": rest}, (k := 1): {z := 2}}
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
