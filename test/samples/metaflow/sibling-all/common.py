import metaflow
from metaflow import FlowSpec, step
__all__ = ["FlowSpec"] + ["step"]