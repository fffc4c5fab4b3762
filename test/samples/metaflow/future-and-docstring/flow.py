# -*- coding: utf-8 -*-
"""Module doc.

self.next(self.nowhere)
"""
from __future__ import print_function
from metaflow import FlowSpec, step
class F(FlowSpec):
    """
    Flow doc

        indented
    """
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()