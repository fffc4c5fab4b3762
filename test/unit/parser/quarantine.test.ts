import { parser } from "@lezer/python";
import { describe, expect, test } from "vitest";
import { analyze } from "../../../src/index.ts";
import { mask } from "../../../src/parser/mask/mask.ts";
import { hasErrorNode } from "../../../src/parser/trees.ts";

const flowWith = (body: string): string => `from metaflow import FlowSpec, step


class Flow(FlowSpec):
    @step
    def start(self):
        """Begins."""
        self.items = [1, 2]
        ${body}
        for item in self.items:
            print(f"{item!r}")
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass
`;

describe("what cannot be read in a body costs nothing but that", () => {
  test.each([
    ["two values side by side", "x = 1 2"],
    ["an operator without a value", "x = 1 +"],
    ["a bracket that closes nothing", "x = 1)"],
    ["Python 2", 'print "x"'],
    ["an indentation", "    x = 1"],
    ["a line at the margin", "x\b 1 2"],
    ["a header without a colon", "while True"],
    ["a nested function", "@one two\n        def inner(self): pass"],
  ])("%s", (_, body) => {
    const source = flowWith(body);
    expect(hasErrorNode(parser.parse(mask(source).text))).toBe(false);
    const { flow, diagnostics } = analyze(source);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(1);
    const { flow: whole } = analyze(flowWith("pass"));
    const shape = (each: typeof flow) =>
      [...(each?.steps.values() ?? [])].map(({ name, next, doc }) => [name, next, doc]);
    expect(shape(flow)).toEqual(shape(whole));
  });

  test.each([
    ["a part of a list", "x = [*a or b, lambda: 1]"],
    ["the first statement of all", "x = [y for y in *a, b]"],
  ])("what the grammar does not know: %s", (_, body) => {
    const source = flowWith(body).replace('"""Begins."""', body);
    const { flow, diagnostics } = analyze(source);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["unknown_syntax"]));
    expect([...(flow?.steps.values() ?? [])].map(({ name, next }) => [name, next])).toEqual([
      ["end", []],
      ["join", ["end"]],
      ["start", ["work"]],
      ["work", ["join"]],
    ]);
  });

  test("an open bracket, and a transition that is being typed", () => {
    for (const body of ["x = f(", "self.next(self.a self.b)"]) {
      const { flow } = analyze(flowWith(body));
      expect([...(flow?.steps.keys() ?? [])]).toEqual(["end", "join", "start", "work"]);
    }
  });
});
