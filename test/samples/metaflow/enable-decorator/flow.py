import os
from metaflow import kubernetes, card
from metaflow import FlowSpec, step
def enable_decorator(dec, flag):
    def decorator(func):
        if flag:
            return dec(func)
        return func
    return decorator
class F(FlowSpec):
    @enable_decorator(card(type="blank"), flag=os.getenv("EN_CARD_X"))
    @step
    def start(self):
        self.next(self.a)
    @enable_decorator(card(type="blank"), flag=True)
    @step
    def a(self):
        self.next(self.b)
    @enable_decorator(card, False)
    @step
    def b(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()