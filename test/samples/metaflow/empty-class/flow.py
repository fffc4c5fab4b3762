from metaflow import FlowSpec, step
class F(FlowSpec):
    pass


if __name__ == "__main__":
    F()