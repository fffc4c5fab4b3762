import json, os, datetime
from metaflow import Parameter, JSONType, IncludeFile, Config, config_expr
from metaflow import FlowSpec, step
DEFAULTS = {"a": 1}
def deploy(ctx): return 3
class F(FlowSpec):
    a = Parameter("a", default=DEFAULTS["a"])
    b = Parameter(name="b-b", help="x" "y", type=int, default=3 * 4)
    c = Parameter("c", default=deploy, type=int)
    d = Parameter("d", default=lambda ctx: "x")
    e = Parameter(f"e{1}", default=os.environ.get("NOPE", "z"))
    f = Parameter("f", type=JSONType, default=json.dumps({"a": [1]}))
    g = Parameter("g", type=JSONType, default='{"x": 1}')
    h = Parameter("h", required=True)
    i = IncludeFile("i", default="flow.py", is_text=True)
    j = Parameter("j", default=datetime.date.today().isoformat())
    k, l = Parameter("k"), Parameter("l", default=None)
    m: str = Parameter("m", default="")
    n = Parameter("n", separator=",", default="a,b")
    o = Parameter("o", default=True)
    q = Parameter("q", type=bool, default=False, is_flag=True)
    cfg = Config("cfg", default_value={"a": {"b": 1}})
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()