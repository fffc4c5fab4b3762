from __future__ import annotations
import typing as t
from typing import TYPE_CHECKING
from metaflow import FlowSpec, step
if TYPE_CHECKING:
    from somewhere import Base
else:
    Base = FlowSpec
if t.TYPE_CHECKING:
    import pandas as pd
class F(Base):
    @step
    def start(self: "F") -> None:
        self.df: "pd.DataFrame" = None
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()