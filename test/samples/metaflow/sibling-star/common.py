from metaflow import *
from metaflow import FlowSpec as _F
class ProjectFlow(_F):
    env = Parameter("env", default="dev")
    def helper(self): pass