from metaflow import Config, FlowSpec, Parameter, config_expr, project, resources, step, timeout


@project(name=config_expr("cfg.name"))
class Example(FlowSpec):
    cfg = Config("cfg", default_value={"name": "x", "cpu": 1, "size": 3, "all": {"cpu": 1}})
    other = Config("other-one", default="none.json", required=False)
    size = Parameter("size", default=cfg.size, type=int)
    width = Parameter("width", default=cfg["size"])

    @resources(cpu=cfg.cpu)
    @timeout(seconds=cfg.cpu)
    @step
    def start(self):
        self.next(self.work)

    @resources(**cfg.all)
    @step
    def work(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
