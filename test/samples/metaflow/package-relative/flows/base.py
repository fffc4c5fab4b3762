from metaflow import FlowSpec, Parameter, step
from .mixins.work import Work
from . import common


class Base(Work, common.Settings, FlowSpec):
    """A base."""
    size = Parameter("size", default=common.SIZE)
