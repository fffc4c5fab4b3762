from metaflow import (
    FlowSpec,
    step,
    current,
    project,
    Parameter,
    trigger_on_finish,
    get_namespace,
)


@project(name="pp")
@trigger_on_finish(flow="LinearFlow")
class CurFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        self.out = {
            k: current.get(k)
            for k in (
                "flow_name",
                "run_id",
                "step_name",
                "task_id",
                "retry_count",
                "origin_run_id",
                "namespace",
                "username",
                "pathspec",
                "project_name",
                "branch_name",
                "is_production",
                "is_user_branch",
                "project_flow_name",
            )
        }
        self.out["tags"] = sorted(current.tags)
        self.out["trigger"] = str(getattr(current, "trigger", None))
        self.out["ns"] = get_namespace()
        if getattr(current, "trigger", None):
            self.out["trig_run"] = str(current.trigger.run), str(current.trigger.event)


if __name__ == "__main__":
    CurFlow()
