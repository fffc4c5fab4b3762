from metaflow import Parameter

DEFAULT = 4


class Width(Parameter):
    def __init__(self, name="width", default=2):
        super().__init__(name, default=default)


class Height(Parameter):
    def __init__(self, name="height", default=DEFAULT):
        super().__init__(name, default=default)
