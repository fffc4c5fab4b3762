from metaflow import FlowSpec, Parameter, step

Size = int


class Example(FlowSpec):
    size: Size = Parameter("size", default=3, type=int)
    note: str
    match_case = Parameter("match-case", default=f"{1 + 1}{'nested'}")

    @step
    def start(self) -> None:
        match self.size:
            case 1:
                self.next(self.end)
            case [a, *rest] if (n := len(rest)):
                pass
            case _:
                pass
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
