"""Every shape in one flow: split, 2-step foreach body, nested foreach, switch in a foreach, loop, @retry, @catch, @timeout.
For tests: EVERYTHING_JOURNAL=file (a line per attempt that ran), EVERYTHING_FAIL / _KILL=step[:index], _SLEEP=step:seconds."""

import os, time
from metaflow import (
    FlowSpec,
    JSONType,
    Parameter,
    catch,
    current,
    environment,
    retry,
    step,
    timeout,
)


def enter(flow):
    where = current.step_name + "".join(
        ":%d" % frame[0] for frame in flow.foreach_stack() or []
    )
    with open(os.environ.get("EVERYTHING_JOURNAL", os.devnull), "a") as journal:
        journal.write("%s %s %d\n" % (current.run_id, where, current.retry_count))
    slow, _, seconds = os.environ.get("EVERYTHING_SLEEP", "").partition(":")
    time.sleep(float(seconds) if slow == current.step_name else 0)
    if os.environ.get("EVERYTHING_KILL") in (where, current.step_name):
        os.kill(os.getpid(), 9)
    if os.environ.get("EVERYTHING_FAIL") in (where, current.step_name):
        raise RuntimeError("told to fail at " + where)


class EverythingFlow(FlowSpec):
    width = Parameter("width", type=int, default=3, help="items of the first foreach")
    scale = Parameter("scale", type=float, default=1.5)
    loud = Parameter("loud", type=bool, default=False)
    options = Parameter(
        "options", type=JSONType, default='{"words": ["a", "bc"]}', help="a JSON object"
    )
    user_name = Parameter("user-name", default="nobody", help="a name with a dash")

    @step
    def start(self):
        enter(self)
        self.next(self.numbers, self.words)

    @step
    def numbers(self):
        enter(self)
        self.values = list(range(self.width))
        self.next(self.square, foreach="values")

    @step
    def square(self):
        enter(self)
        self.squared = self.input**2 * self.scale
        self.next(self.label)

    @step
    def label(self):
        enter(self)
        self.text = "%s=%s" % (self.input, self.squared)
        self.next(self.total)

    @step
    def total(self, inputs):
        enter(self)
        self.texts = [i.text for i in inputs]
        self.next(self.both)

    @step
    def words(self):
        enter(self)
        self.word_list = self.options["words"]
        self.next(self.word, foreach="word_list")

    @step
    def word(self):
        enter(self)
        self.letters = list(self.input.upper() if self.loud else self.input)
        self.next(self.letter, foreach="letters")

    @step
    def letter(self):
        enter(self)
        self.seen = self.input
        self.next(self.spell)

    @step
    def spell(self, inputs):
        enter(self)
        self.spelled = "".join(i.seen for i in inputs)
        self.next(self.sentence)

    @step
    def sentence(self, inputs):
        enter(self)
        self.said = [i.spelled for i in inputs]
        self.next(self.both)

    @step
    def both(self, inputs):
        enter(self)
        self.texts, self.said, self.rounds = inputs.total.texts, inputs.sentence.said, 0
        self.next(self.again)

    @step
    def again(self):
        enter(self)
        self.rounds += 1
        self.more = "yes" if self.rounds < 3 else "no"
        self.next({"yes": self.again, "no": self.flaky}, condition="more")

    @retry(times=2, minutes_between_retries=0)
    @environment(vars={"EVERYTHING_COLOUR": "blue"})
    @step
    def flaky(self):
        enter(self)
        self.colour, self.tried, self.cards = (
            os.environ["EVERYTHING_COLOUR"],
            current.retry_count,
            [1, 2, 3],
        )
        assert self.tried > 0, "the first attempt always fails"
        self.next(self.pick, foreach="cards")

    @step
    def pick(self):
        enter(self)
        self.kind = "odd" if self.input % 2 else "even"
        self.next({"odd": self.odd, "even": self.even}, condition="kind")

    @step
    def odd(self):
        enter(self)
        self.next(self.played)

    @step
    def even(self):
        enter(self)
        self.next(self.played)

    @step
    def played(self, inputs):
        enter(self)
        self.kinds = sorted(i.kind for i in inputs)
        self.merge_artifacts(
            inputs, include=["said", "texts", "rounds", "tried", "colour"]
        )
        self.next(self.slow)

    @catch(var="too_slow")
    @timeout(seconds=2)
    @step
    def slow(self):
        enter(self)
        time.sleep(60)
        self.next(self.end)

    @step
    def end(self):
        enter(self)
        print(
            "hello",
            self.user_name,
            self.said,
            self.texts,
            self.kinds,
            self.rounds,
            self.colour,
        )


if __name__ == "__main__":
    EverythingFlow()
