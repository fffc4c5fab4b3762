from metaflow import Parameter

SIZE = 4


class Settings:
    verbose = Parameter("verbose", default=False)
