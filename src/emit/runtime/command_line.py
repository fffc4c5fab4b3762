"""The command line of a generated file: words and options that all targets share."""

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence

from garbage import keep_what_is_loaded
from options import RunOptions
from settings import (
    CONFIGS,
    ENGINE,
    FLOW_FILE,
    FLOW_NAME,
    MAX_NUM_SPLITS,
    MAX_WORKERS,
    NAMESPACE,
    PARAMETERS,
    WORKFLOW_TIMEOUT,
)
from tasks import Run

METAFLOW_WORDS = {  # of Metaflow's top-level options: the values that each one takes
    "with": ("SPEC",),
    "branch": ("NAME",),
    "production": (),
    "config": ("NAME", "FILE"),
    "config-value": ("NAME", "JSON"),
    "trigger": ("RUN",),
    "datastore": ("TYPE",),
    "datastore-root": ("PATH",),
    "metadata": ("TYPE",),
    "environment": ("TYPE",),
}

NOT_USED = ("package-suffixes", "event-logger", "monitor")  # here; by Metaflow


class CommandLine:
    """A parser with a word for each thing to do; an engine adds words of its own."""

    def __init__(self) -> None:
        self.parser = argparse.ArgumentParser(
            description=f"{FLOW_NAME} of {FLOW_FILE.name} on {ENGINE}.",
            allow_abbrev=False,
        )
        self.words = self.parser.add_subparsers(dest="word", required=True)
        run = self.word("run", "run the flow here and now")
        add_run_options(run)
        add_parameters(run)
        resume = self.word(
            "resume", "finish a run; what has succeeded is not run again"
        )
        resume.add_argument("run_id", metavar="RUN_ID")
        resume.add_argument("--step-to-rerun", metavar="STEP", help="run again from it")
        add_run_options(resume)
        status = self.word("status", "say how a run is getting on")
        status.add_argument("run_id", metavar="RUN_ID")
        status.add_argument("--json", action="store_true")
        add_metaflow_options(status)

    def word(self, name: str, help: str) -> argparse.ArgumentParser:
        return self.words.add_parser(
            name,
            help=help,
            description=f"{help[0].upper()}{help[1:]}.",
            allow_abbrev=False,
        )

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The options; `parameters` holds what is for Metaflow, as it wants it."""
        keep_what_is_loaded()
        word = self.words.choices.get(words[0]) if words else None
        given, unknown = self.parser.parse_known_args(attached(word, words))
        takes_parameters = "param" in given
        if unknown and not (takes_parameters and unknown[0].startswith("--")):
            self.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
        if "run_id" in given:
            given.run_id = given.run_id.rpartition("/")[2]  # also Flow/run
        given.others = tuple(unknown)  # made by mutators, or wrong: Metaflow knows
        given.parameters = unknown
        for name, value in vars(given).items():
            if name.startswith("--"):
                given.parameters += [name, value]
        for pair in getattr(given, "param", []):
            name, _, value = pair.partition("=")
            given.parameters += [f"--{name}", value]
        return given


def attached(parser: argparse.ArgumentParser | None, words: Sequence[str]) -> list[str]:
    """`--name=value` for `--name value`, so that a value may begin with a dash."""
    options = parser._option_string_actions if parser else {}
    result, rest = list[str](), iter(words)
    for word in rest:
        action = options.get(word)
        takes_one = action is not None and action.nargs is None
        value = next(rest, None) if takes_one else None
        result.append(word if value is None else f"{word}={value}")
    return result


def add_parameters(parser: argparse.ArgumentParser) -> None:
    """Each by Metaflow's own name, as text: Metaflow converts and fills in defaults."""
    group = parser.add_argument_group("parameters of the flow")
    group.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="for a name that is also that of an option",
    )
    for name, settings in PARAMETERS.items():
        if f"--{name}" in parser._option_string_actions:
            continue  # a name of ours; `--param NAME=VALUE` serves
        notes = [settings.get("help", "")]
        if settings.get("required"):
            notes.append("(required)")
        elif "default" in settings:
            notes.append(f"(default: {settings['default']!r})")
        group.add_argument(
            f"--{name}",
            dest=f"--{name}",
            metavar=settings.get("type", "str").upper(),
            default=argparse.SUPPRESS,
            help=" ".join(filter(None, notes)).replace("%", "%%"),
        )


def add_run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run-id-file", metavar="FILE", help="write the run id there")
    add_execution_options(parser)


def add_execution_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-workers",
        type=int,
        default=MAX_WORKERS,
        metavar="N",
        help="steps that run at once (default: %(default)s)",
    )
    parser.add_argument(
        "--max-num-splits",
        type=int,
        default=MAX_NUM_SPLITS,
        metavar="N",
        help="items of a foreach (default: %(default)s)",
    )
    parser.add_argument(
        "--workflow-timeout",
        type=int,
        default=WORKFLOW_TIMEOUT,
        metavar="SECONDS",
        help="that the run may take",
    )
    parser.add_argument("--tag", action="append", default=[], help="of the run")
    parser.add_argument(
        "--namespace", default=NAMESPACE, help="that the steps see other runs in"
    )
    add_metaflow_options(parser)


def add_metaflow_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("options of Metaflow")
    for name, values in METAFLOW_WORDS.items():
        group.add_argument(
            f"--{name}",
            dest="metaflow_options",
            action=MetaflowOption,
            nargs=len(values) if len(values) != 1 else None,
            metavar=values,
            default=[],
            help=f"of {', '.join(CONFIGS)}" if name.startswith("config") else None,
        )
    for name in NOT_USED:
        group.add_argument(f"--{name}", help="taken, and not used")
    group.add_argument(
        "--quiet", action="store_true", help="say how a run ends, nothing else"
    )


class MetaflowOption(argparse.Action):
    """Keeps an option as the words that Metaflow wants to see again."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        words = [values] if isinstance(values, str) else list(values or [])
        kept = getattr(namespace, self.dest)
        setattr(namespace, self.dest, [*kept, option_string, *words])


def run_options(given: argparse.Namespace) -> RunOptions:
    resumed = given.word == "resume"
    return RunOptions(
        parameters=tuple(given.parameters),
        metaflow_options=tuple(given.metaflow_options),
        tags=tuple(given.tag),
        namespace=given.namespace,
        max_workers=given.max_workers,
        max_num_splits=given.max_num_splits,
        workflow_timeout=given.workflow_timeout,
        resume_from=given.run_id if resumed else None,
        step_to_rerun=given.step_to_rerun if resumed else None,
    )


def resume_command(run_id: str, options: RunOptions) -> str:
    """For people to copy: tags and Metaflow's options are not inherited by a resume."""
    tags = [word for tag in options.tags for word in ("--tag", tag)]
    words = [sys.argv[0], "resume", run_id, *options.metaflow_options, *tags]
    return shlex.join(["python", *words])


def summary(run_id: str, run: Run) -> str:
    artifacts = {task.step: task.artifacts for task in run.tasks}
    return summary_of(run_id, len(run.tasks), artifacts)


def summary_of(run_id: str, tasks: int, steps: Mapping[str, Sequence[str]]) -> str:
    """For a run that has succeeded; `steps` are its artifacts by step."""
    pathspec = f"{FLOW_NAME}/{run_id}"
    names = dict.fromkeys(name for artifacts in steps.values() for name in artifacts)
    return (
        f"\nRun {pathspec} has succeeded: {len(steps)} steps, {tasks} tasks.\n"
        f"Artifacts: {', '.join(names) or 'none'}\n"
        "Look at it from Python:\n"
        "    from metaflow import Run, namespace\n"
        "    namespace(None)\n"
        f"    run = Run({pathspec!r})"
    )


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def report(failure: BaseException) -> None:
    complain(f"\n{str(failure) or 'The run was cancelled'}")
    for line in getattr(failure, "lines", ()):
        complain(line)
