from metaflow import FlowMutator, FlowSpec, StepMutator, UserStepDecorator, step, user_step_decorator


class Add(FlowMutator):
    def pre_mutate(self, mutable_flow):
        pass


class Change(StepMutator):
    def init(self, *args, **kwargs):
        pass


class Around(UserStepDecorator):
    def pre_step(self, step_name, flow, inputs):
        pass


@user_step_decorator
def timing(step_name, flow, inputs, attributes):
    yield


@Add
class Example(FlowSpec):
    @Around
    @timing(unit="s")
    @step
    def start(self):
        self.next(self.work)

    @Change(1, x=2)
    @timing
    @step
    def work(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
