from metaflow import Config, FlowSpec, JSONType, Parameter, step

UNIT = "kg"


class Plain(Parameter):
    pass


class Seven(Parameter):
    """With a value of its own."""

    def __init__(self, name):
        super().__init__(name, default=7, help="from " + UNIT)


class Typed(Seven):
    def __init__(self, name, kind=float, *args, unit=None, **others):
        """Remembers its unit."""
        self.unit = unit
        super(Seven, self).__init__(name, *args, type=kind, **others)


class Eight(Seven):
    def __init__(self, name="eight"):
        super().__init__(name)


class Settings(Config):
    def __init__(self, label, **others):
        super().__init__(label, **others)


class OwnParameters(FlowSpec):
    plain = Plain("plain", default=3)
    seven = Seven("seven")
    eight = Eight()
    typed = Typed("typed", default=1.5, unit="m", help="a length")
    listed = Typed("listed", kind=JSONType, default="[]")
    settings = Settings("settings", default_value="{}")

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    OwnParameters()
