from metaflow import FlowSpec
class Base(FlowSpec):
    pass