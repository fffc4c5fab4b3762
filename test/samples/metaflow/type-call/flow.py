from metaflow import FlowSpec, step
@step
def start(self):
    self.next(self.end)
@step
def end(self):
    pass
F = type("F", (FlowSpec,), {"start": start, "end": end, "__module__": __name__})


if __name__ == "__main__":
    F()