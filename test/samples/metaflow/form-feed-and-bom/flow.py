# -*- coding: utf-8 -*-
from metaflow import FlowSpec, step


class Example(FlowSpec):

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
