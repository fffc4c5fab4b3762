import { expect, test } from "vitest";
import { analyze } from "../../../src/index.ts";
import { faultOf, mutated, randomNumbers, sampleSources, tokens } from "../../support/mutations.ts";

const COUNT = Number(process.env.MUTATIONS ?? 3000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

test(`sources with tokens deleted, doubled and spliced give diagnostics, never a crash (${COUNT}, SEED=${SEED})`, {
  timeout: 24 * 3_600_000,
}, () => {
  const sources = sampleSources().map(tokens);
  const random = randomNumbers(SEED);
  for (let count = 0; count < COUNT; count++) {
    const source = mutated(sources, random);
    expect(faultOf(source), source).toBeNull();
  }
});

const flowWith = (decorators: string): string => `from metaflow import FlowSpec, step


def hidden(f):
    def wrapper(self):
        return f(self)
    return wrapper


class Flow(FlowSpec):
    ${decorators}
    def start(self):
        self.next(self.end)
`;

test.each([
  ["a typo, under a decorator that hides it", "@hidden\n    @stepp.step"],
  ["a mark that is called twice", "@step()()"],
  ["a class of the file's own", "class step:\n        x = 1\n    @step"],
])("a step that is not one to Metaflow is told of: %s", (_, decorators) => {
  const source = flowWith(decorators);
  expect(faultOf(source)).toBeNull();
  expect(analyze(source).diagnostics.map(({ code }) => code)).toContain("step_marker_unknown");
});

test.each([
  ["a value that is called", 'x = Parameter("x")()'],
  ["an operator", 'x @= Parameter("x")'],
  ["a name that is deleted", 'x = Parameter("x")\n    x = Parameter("x")\n    del x'],
  ["a name that unpacking binds again", 'x = Parameter("x")\n    x, y = Parameter("y")'],
  ["a name that is bound again", 'x = Parameter("x")\n    y = x = 3'],
])("what Python would not take for a parameter is none: %s", (_, line) => {
  expect(faultOf(flowWith(`${line}\n    @step`))).toBeNull();
});

test.each(["0.1", "3.9", "-1", "1e400", "-1e400", "True", '"2"'])("any number may be one of retries: %s", (times) => {
  const marks = `@retry(times=${times})\n    @step`;
  const source = flowWith(marks).replace("FlowSpec", "FlowSpec, retry");
  expect(faultOf(`${source}\n    @step\n    def end(self):\n        pass\n`)).toBeNull();
});

test("`return` in a class is told of, and the steps below it are read", () => {
  const { flow, diagnostics } = analyze(flowWith("return\n    @step"));
  expect(diagnostics.map(({ code }) => code)).toContain("syntax_error");
  expect([...(flow?.steps.keys() ?? [])]).toEqual(["start"]);
});

test("where steps are computed, a transition that can be none is told of all the same", () => {
  const source = flowWith("for i in range(unknown):\n        locals()[i] = 1\n\n    @step");
  const end = "\n    @step\n    def end(self):\n        pass\n";
  const broken = source.replace("self.next(self.end)", "self.next(self.end, unknown)") + end;
  expect(faultOf(broken)).toBeNull();
  expect(analyze(broken).diagnostics.map(({ code }) => code)).toEqual(["steps_computed", "next_invalid"]);
});

test("a step whose place something else takes behind the class is told of", () => {
  const source = flowWith("@step").replace(/$/, "\n\nFlow.start = 1\n");
  expect(faultOf(source)).toBeNull();
  expect(analyze(source).diagnostics.map(({ code }) => code)).toContain("step_added_late");
});

test("a property is no step", () => {
  const source = flowWith("@step\n    @property\n    def other(self):\n        return 1\n\n    @step");
  expect(faultOf(source)).toBeNull();
  expect(analyze(source).diagnostics.map(({ code }) => code)).toContain("step_not_markable");
});

test("a step may be marked twice, also under other names", () => {
  for (const [marks, alias] of [
    ["@s\n    @s", "from metaflow import step as s"],
    ["@s\n    @step", "from metaflow import step as s"],
    ["@s\n    @s", "s = step"],
  ]) {
    const source = `from metaflow import FlowSpec, step\n${alias}\n\n\nclass Flow(FlowSpec):\n    ${marks}\n    def start(self):\n        pass\n`;
    expect(faultOf(source), marks).toBeNull();
  }
});

test.each(["hidden if unknown() else step", "step if unknown() else hidden"])(
  "what depends on what is not known is not guessed: %s",
  (chosen) => {
    const source = flowWith(`@(${chosen})\n    @step`);
    expect(faultOf(source)).toBeNull();
    const lone = analyze(flowWith(`@(${chosen})`)).diagnostics.map(({ code }) => code);
    expect(lone).toContain("step_marker_unknown");
  },
);

test("what is no decorator to Python is told of", () => {
  const codes = analyze(flowWith("@step= None")).diagnostics.map(({ code }) => code);
  expect(codes).toContain("syntax_error");
});

test("of cases with one key, of which Python keeps the later, the earlier is not missed", () => {
  const source = `from metaflow import FlowSpec, step


class Flow(FlowSpec):
    @step
    def start(self):
        self.c = "x"
        self.next({1: self.none, True: self.b, "1": self.a}, condition="c")
${["a", "b"].map((name) => `\n    @step\n    def ${name}(self):\n        self.next(self.end)\n`).join("")}
    @step
    def end(self):
        pass
`;
  expect(faultOf(source)).toBeNull();
  expect(analyze(source).diagnostics).toEqual([]);
});
