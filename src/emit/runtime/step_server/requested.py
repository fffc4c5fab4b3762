"""What a request asks a child of the step server to do."""

import json
import os
import sys
from typing import Any, NoReturn

from command import execute
from configs import config_options
from launching_side import LAUNCHING_SIDE, add_launching_side
from loading import SPAWNED, load


def run(flow: Any, request: dict[str, Any], stdin: Any, answers: int) -> NoReturn:
    words = request["argv"][2:]
    if "configs" in request:
        words += [*config_options(flow, words, **request["configs"]), LAUNCHING_SIDE]
        add_launching_side(stdin, answers)
    execute(flow, words, answers)


def run_spawned() -> NoReturn:
    request, stdin = json.loads(sys.stdin.readline()), sys.stdin
    if "configs" not in request:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    run(load(), request, stdin, int(SPAWNED[0]))
