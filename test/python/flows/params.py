import datetime
from metaflow import (
    FlowSpec,
    step,
    Parameter,
    JSONType,
    IncludeFile,
    Config,
    config_expr,
    project,
)


def late(ctx):
    return "late-%s-%s" % (ctx.flow_name, ctx.parameter_name)


def late_int(ctx):
    return 12


class ParamFlow(FlowSpec):
    s = Parameter("s", default="dflt")
    i = Parameter("my-int", default=3)
    f = Parameter("f", default=0.5)
    b = Parameter("b", default=False)
    bt = Parameter("bt", type=bool, default=True)
    j = Parameter("j", type=JSONType, default='{"a": [1, 2]}')
    jd = Parameter("jd", type=JSONType, default={"k": None})
    n = Parameter("n", default=None)
    ni = Parameter("ni", type=int)
    req = Parameter("req", required=True, type=str)
    sep = Parameter("sep", default="a,b", separator=",")
    l = Parameter("l", default=late)
    li = Parameter("li", default=late_int, type=int)
    Up = Parameter("UpperCase", default="U")
    inc = IncludeFile("inc", default="inc.txt")
    incb = IncludeFile("incb", is_text=False)
    CONST = [1, 2, 3]

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        self.out = dict(
            s=self.s,
            i=self.i,
            f=self.f,
            b=self.b,
            bt=self.bt,
            j=self.j,
            jd=self.jd,
            n=self.n,
            ni=self.ni,
            req=self.req,
            sep=self.sep,
            l=self.l,
            li=self.li,
            Up=self.Up,
            inc=self.inc,
            incb=self.incb,
            CONST=self.CONST,
        )


if __name__ == "__main__":
    ParamFlow()
