import b
from metaflow import FlowSpec
class Base(FlowSpec):
    pass