"""What the processes of a step server tell one another: JSON, a line a message."""

import contextlib
import json
import os
from typing import Any


def send(message: Any, target: int) -> None:
    data = json.dumps(message, default=str).encode() + b"\n"
    with contextlib.suppress(BrokenPipeError):  # who does not read has died
        while data:
            data = data[os.write(target, data) :]
