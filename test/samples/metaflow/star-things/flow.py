from metaflow import FlowSpec, step
a = [1]
class F(FlowSpec):
    x = [*a, *a]
    y = {**{"a": 1}, "b": 2}
    def m(self, *args, k=1, **kw): return (*args, *kw)
    @step
    def start(self):
        first, *rest = a
        print(*a, sep="", **{})
        for x in *a, 2: pass
        return_value = a[0], *rest
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()