from metaflow import FlowSpec, Parameter
class Base(FlowSpec):
    a = Parameter("a", default=2)