import { describe, expect, test } from "vitest";
import { read } from "./read.ts";

const flow = (body: string): string => `class F(FlowSpec):
    @step
    def start(self):
${body}

    @retry(times=1)
    @step
    def end(self):
        pass
`;

/** Each step with its decorators and targets, as far as the tree knows them. */
function steps(source: string): string[] {
  const [flowClass] = read(source).module.body;
  if (flowClass?.kind !== "class") return [];
  return flowClass.body.flatMap((each) => {
    if (each.kind !== "function") return [];
    const targets = each.body().flatMap((statement) => {
      if (statement.kind !== "expression-statement" || statement.expression.kind !== "call") return [];
      const { callee, args } = statement.expression;
      if (callee.kind !== "attribute" || callee.name !== "next") return [];
      return args.map(({ value }) => (value.kind === "attribute" ? value.name : "?"));
    });
    return [`${each.decorators.length} ${each.name} ${targets.join()}`.trim()];
  });
}

const whole = ["1 start end", "2 end"];

describe("a fault is told once, at the smallest place, and costs no other step", () => {
  test.each([
    ["        self.next(self.end", "unclosed_bracket ‹(›", whole],
    ["        self.x = foo(1, [2,\n        self.next(self.end)", "unclosed_bracket ‹[›", ["1 start", "2 end"]],
    ["        self.x = {'a': 1\n        self.next(self.end)", "unclosed_bracket ‹{›", ["1 start", "2 end"]],
    ["        self.x = (1, [2)\n        self.next(self.end)", "unclosed_bracket ‹[›", whole],
    ["        foo(f'{x)\n        self.next(self.end)", "unclosed_bracket ‹{›", ["1 start", "2 end"]],
    ["        self.next(self.end))", "unmatched_bracket ‹)›", whole],
    ["        self.x = 'abc\n        self.next(self.end)", "unterminated_string ‹'abc›", whole],
    ["        foo(bar, ['abc)\n        self.next(self.end)", "unterminated_string ‹'abc)›", whole],
    ["        x = f'{x}\n        self.next(self.end)", "unterminated_string ‹f'{x}›", whole],
    ['        """doc\n        self.next(self.end)', 'unterminated_string ‹"""›', ["1 start"]],
    ["        self.next(self.end self.x)", "syntax_error ‹self›", ["1 start ?", "2 end"]],
    ["        x = = 1\n        self.next(self.end)", "syntax_error ‹=›", whole],
    ["        x =\n        self.next(self.end)", "syntax_error ‹=›", whole],
    ["        self.\n        self.next(self.end)", "syntax_error ‹.›", whole],
    ["        x = $y + ?\n        self.next(self.end)", "syntax_error ‹$›", whole],
    ["        x = “a”\n        self.next(self.end)", "syntax_error ‹“›", whole],
    ["        del\n        self.next(self.end)", "unknown_syntax ‹\n›", whole],
    ["        print 'a'\n        print x\n        self.next(self.end)", "python2_syntax ‹print 'a'›", whole],
    ["        exec 'a'\n        self.next(self.end)", "python2_syntax ‹exec 'a'›", whole],
    ["        raise A, 'b'\n        self.next(self.end)", "python2_syntax ‹,›", whole],
    ["        x <> y\n        self.next(self.end)", "python2_syntax ‹<>›", whole],
    ["        x = 0777\n        self.next(self.end)", "python2_syntax ‹0777›", whole],
    ["        x = 10L\n        self.next(self.end)", "python2_syntax ‹10L›", whole],
    ["        x = `y`\n        self.next(self.end)", "python2_syntax ‹`›", whole],
    ["        if x\n            pass\n        self.next(self.end)", "missing_colon ‹x›", whole],
    ["        if x:\n        self.next(self.end)", "missing_body ‹if›", whole],
    ["        x = 1\n          self.next(self.end)", "unexpected_indentation ‹          ›", whole],
    ["\tx = 1\n        self.next(self.end)", "inconsistent_indentation ‹\t›", whole],
    ["            x = 1\n          self.next(self.end)", "inconsistent_indentation ‹          ›", null],
    ["x        x = 1\n        self.next(self.end)", "missing_body ‹def›", whole],
    ["        x = 1\n   x     y = 1\n        self.next(self.end)", "inconsistent_indentation ‹   ›", whole],
    ["        x = [0x, 2]\n        self.next(self.end)", "syntax_error ‹0x›", whole],
    ["        x = 1e\n        self.next(self.end)", "syntax_error ‹e›", whole],
  ])("%j", (body, fault, expected) => {
    const source = flow(body);
    expect(read(source).faults).toEqual([fault]);
    if (expected !== null) expect(steps(source)).toEqual(expected);
  });

  test.each([
    ["for in : pass\n", "syntax_error ‹in›"],
    ["class F(FlowSpec):\nx = 1\n", "missing_body ‹class›"],
    ["class F(FlowSpec):\n", "missing_body ‹class›"],
    ["class F(FlowSpec)\n    x = 1\n", "missing_colon ‹)›"],
    ["class (FlowSpec):\n    x = 1\n", "syntax_error ‹(›"],
    ["def f(a b):\n    pass\n", "syntax_error ‹b›"],
    ["x = (\n# c\n@dec\nclass A:\n    pass\n", "unclosed_bracket ‹(›"],
    ["@step\nx = 1\n", "syntax_error ‹x›"],
    ["def f():\n    x = 1\n    @g\n\n\nclass A:\n    pass\n", "syntax_error ‹class›"],
    ["@g\n    def f():\n        pass\n", "unexpected_indentation ‹    ›"],
    ["import", "syntax_error ‹t›"],
    ["import os,\n", "syntax_error ‹,›"],
    ["from os import path,\nsep\n", "syntax_error ‹,›"],
    ["   x = 1\n", "unexpected_indentation ‹   ›"],
    ["def f():\n    pass\n   x = 1\n", "inconsistent_indentation ‹   ›"],
    ["if x:\n        a\n\tb\n", "inconsistent_indentation ‹\t›"],
    ["x = 'a' 1\n", "syntax_error ‹1›"],
    ["while True print(x)\n", "syntax_error ‹print›"],
    ["a\0b", "not_text ‹\0›"],
    ["'\\", "unterminated_string ‹'\\›"],
    [`x = ${"(".repeat(201)}1${")".repeat(201)}`, "nesting_too_deep ‹(›"],
    ["x = [f(y, {1: 2}]\n", "unclosed_bracket ‹(›"],
    ["x = (1\n", "unclosed_bracket ‹(›"],
  ])("%j", (source, fault) => {
    expect(read(source).faults).toEqual([fault]);
  });
});

test.each([
  ["    @step\n    dexf middle(self):\n", "syntax_error ‹middle›"],
  ["    @step def\n    def middle(self):\n", "syntax_error ‹def›"],
  ["    x = 1 2\n    @step\n    def middle(self):\n", "syntax_error ‹2›"],
])("a line between steps that cannot be read leaves all others alone: %j", (line, fault) => {
  const source = flow("        self.next(self.end)").replace(
    "    @retry",
    `${line}        self.next(self.end)\n\n    @retry`,
  );
  expect(read(source).faults).toEqual([fault]);
  expect(steps(source)).toEqual(expect.arrayContaining(["1 start end", "2 end"]));
});

test("a bracket may be 200 deep", () => {
  expect(read(`x = ${"[".repeat(200)}${"]".repeat(200)}`).faults).toEqual([]);
});

test("at most 20 faults are told", () => {
  expect(read("this text is prose\n".repeat(1000)).faults).toHaveLength(20);
});
