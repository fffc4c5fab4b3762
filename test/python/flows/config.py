import os
from metaflow import (
    FlowSpec,
    step,
    Parameter,
    Config,
    config_expr,
    project,
    environment,
    current,
)


def myparser(txt):
    d = {}
    for l in txt.strip().splitlines():
        k, v = l.split("=")
        d[k] = v
    return d


def cfgfun(ctx):
    return {"made": "at-deploy", "flow": ctx.flow_name}


@project(name=config_expr("c1.project"))
class ConfigFlow(FlowSpec):
    c1 = Config("c1", default_value={"project": "prj", "x": 1})
    c2 = Config("c2", default="cfg2.txt", parser=myparser)
    c3 = Config("c3", default_value=cfgfun)
    c4 = Config("c4", default_value="plain text", plain=True)
    p = Parameter("p", default=c1.x)

    @environment(vars={"E1": config_expr("c1.x + 10")})
    @step
    def start(self):
        self.e1 = os.environ.get("E1")
        self.next(self.end)

    @step
    def end(self):
        self.out = dict(
            x=self.c1.x,
            c2=dict(self.c2),
            c3=dict(self.c3),
            c4=self.c4,
            p=self.p,
            branch=current.branch_name,
            pf=current.project_flow_name,
            prod=current.is_production,
        )


if __name__ == "__main__":
    ConfigFlow()
