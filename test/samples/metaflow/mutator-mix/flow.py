from metaflow import FlowMutator, StepMutator, user_step_decorator, environment, Parameter
from metaflow import FlowSpec, step
class M(FlowMutator):
    def pre_mutate(self, mutable_flow):
        mutable_flow.add_parameter("extra", Parameter("extra", default=1))
class S(StepMutator):
    def mutate(self, mutable_step):
        mutable_step.add_decorator(environment, deco_kwargs={"vars": {"A": "1"}})
@user_step_decorator
def traced(step_name, flow, inputs=None, attributes=None):
    yield
@M
class F(FlowSpec):
    @S
    @traced
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()