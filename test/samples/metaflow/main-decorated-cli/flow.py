from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
def cli(f):
    return f
@cli
def run():
    F()
if __name__ == "__main__":
    run()