import { describe, expect, test } from "vitest";
import type { Value } from "../../../src/ir/value.ts";
import { evaluate } from "../../../src/parser/evaluate.ts";
import { readExpression } from "./read.ts";

/** A value as Python would print it, code in `‹›`. */
function show(value: Value): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.value);
    case "bytes":
      return `b(${value.value.join()})`;
    case "int":
      return String(value.value);
    case "float":
      return `${Object.is(value.value, -0) ? "-0" : value.value}f`;
    case "bool":
      return value.value ? "True" : "False";
    case "none":
      return "None";
    case "ellipsis":
      return "...";
    case "list":
      return `[${value.items.map(show).join(", ")}]`;
    case "tuple":
      return `(${value.items.map(show).join(", ")})`;
    case "set":
      return `{${value.items.map(show).join(", ")}}`;
    case "dict":
      return `{${value.entries.map((entry) => `${show(entry.key)}: ${show(entry.value)}`).join(", ")}}`;
    case "code":
      return `‹${value.text}›`;
  }
}

const names: Record<string, Value> = {
  N: { kind: "int", value: 3n },
  S: { kind: "string", value: "abc" },
  F: { kind: "float", value: 0.5 },
  L: {
    kind: "list",
    items: [
      { kind: "int", value: 1n },
      { kind: "string", value: "two" },
    ],
  },
  D: { kind: "dict", entries: [{ key: { kind: "string", value: "k" }, value: { kind: "bool", value: true } }] },
  C: { kind: "code", text: "os.environ", span: { from: 0, to: 0 } },
  T: { kind: "string", value: "x".repeat(60_000) },
};

const valueText = (source: string): string =>
  show(
    evaluate(readExpression(source), (name) => (Object.hasOwn(names, name) ? (names[name] as Value) : null), source),
  );

describe.each([
  [
    "integers",
    {
      "1 + 2 * 3": "7",
      "-7 // 2": "-4",
      "7 // -2": "-4",
      "-7 % 3": "2",
      "7 % -3": "-2",
      "2 ** 100": "1267650600228229401496703205376",
      "2 ** -1": "0.5f",
      "10 ** -3": "0.001f",
      "0 ** 0": "1",
      "(-2) ** 3": "-8",
      "7 / 2": "3.5f",
      "True + True": "2",
      "True & False": "False",
      "True | 2": "3",
      "~5": "-6",
      "-True": "-1",
      "1 << 10 >> 3": "128",
      "-1 >> 99999": "-1",
      "0xff ^ 0x0f": "240",
      "60 * 60 * 24": "86400",
      "N * N": "9",
    },
  ],
  [
    "left to Python",
    {
      "1 // 0": "‹1 // 0›",
      "1 % 0": "‹1 % 0›",
      "1 / 0": "‹1 / 0›",
      "1. / 0": "‹1. / 0›",
      "1 << -1": "‹1 << -1›",
      "2 ** 10 ** 10": "‹2 ** 10 ** 10›",
      "1 << 10 ** 9": "‹1 << 10 ** 9›",
      "'a' * 10 ** 9": "‹'a' * 10 ** 9›",
      "[0] * 10 ** 9": "‹[0] * 10 ** 9›",
      "T * 2": "‹T * 2›",
      "'a' + 1": "‹'a' + 1›",
      "1 < 'a'": "‹1 < 'a'›",
      "2 ** 0.5": "‹2 ** 0.5›",
      "12345678901234567890 / 3": "‹12345678901234567890 / 3›",
      unknown: "‹unknown›",
      C: "‹C›",
      "f(1)": "‹f(1)›",
      "a.b": "‹a.b›",
      "(unknown + 1) * 2": "‹(unknown + 1) * 2›",
      "L[2]": "‹L[2]›",
      "D['x']": "‹D['x']›",
      "L[0:1]": "‹L[0:1]›",
      "[x for x in L]": "‹[x for x in L]›",
      "lambda: 1": "‹lambda: 1›",
      "1j": "‹1j›",
      "1 < 2 < 3": "‹1 < 2 < 3›",
      "'\\N{DASH}'": "‹'\\N{DASH}'›",
      "{[]: 1}": "‹{[]: 1}›",
      "{[]}": "‹{[]}›",
      "1 is 1": "‹1 is 1›",
    },
  ],
  [
    "floats",
    {
      "0.1 + 0.2": "0.30000000000000004f",
      "1 + 0.5": "1.5f",
      "-7.5 // 2": "-4f",
      "-7.5 % 2": "0.5f",
      "7.5 % -2": "-0.5f",
      "-0.0 // 1": "-0f",
      "1e308 * 10": "Infinityf",
      "1.": "1f",
      "-F": "-0.5f",
      "1e3 == 1000": "True",
      "9007199254740993 == 9007199254740992.0": "False",
      "9007199254740993 > 9007199254740992.0": "True",
    },
  ],
  [
    "strings",
    {
      "'a' 'b' + S": '"ababc"',
      "3 * 'ab'": '"ababab"',
      "'ab' * -1": '""',
      "S[-1]": '"c"',
      "'a😀b'[1]": '"😀"',
      "'%s-%d%%' % ('a', 3)": '"a-3%"',
      "'%s' % N": '"3"',
      "'%d' % True": '"1"',
      "'%s %s' % ('a',)": "‹'%s %s' % ('a',)›",
      "'%s' % 1.5": "‹'%s' % 1.5›",
      "'%5d' % 3": "‹'%5d' % 3›",
      "f'{S}-{N}-{True}{{}}'": '"abc-3-True{}"',
      "f'{N!r}'": "‹f'{N!r}'›",
      "f'{N:03}'": "‹f'{N:03}'›",
      "f'{F}'": "‹f'{F}'›",
      "t'{S}'": "‹t'{S}'›",
      "'b' in S": "True",
      "'ab' < 'b'": "True",
      "'\\uffff' < '😀'": "True",
      "b'a' + b'b'": "b(97,98)",
      "b'ab'[0]": "97",
    },
  ],
  [
    "conditions",
    {
      "not []": "True",
      "1 and ''": '""',
      "0 or None": "None",
      "unknown and 1": "‹unknown and 1›",
      "0 and unknown": "0",
      "1 or unknown": "1",
      "'a' if N > 2 else unknown": '"a"',
      "unknown if N > 2 else 1": "‹unknown if N > 2 else 1›",
      "1 if unknown else 2": "‹1 if unknown else 2›",
      "None is None": "True",
      "N is not None": "True",
      "1 == True == 1": "‹1 == True == 1›",
      "1 == True": "True",
      "1 != '1'": "True",
      "[1, (2,)] == [1.0, (2,)]": "True",
      "[1] == (1,)": "False",
      "{1: 2, 3: 4} == {3: 4, 1: 2}": "True",
      "2 not in [1, 2]": "False",
      "'k' in D": "True",
    },
  ],
  [
    "displays",
    {
      "[1, unknown, 'a']": '[1, ‹unknown›, "a"]',
      "(1,)": "(1)",
      "()": "()",
      "{1, True, 1.0, 2}": "{1, 2}",
      "{1: 'a', True: 'b', '1': 'c'}": '{1: "b", "1": "c"}',
      "{**D, 'l': L}": '{"k": True, "l": [1, "two"]}',
      "{**D, 'k': 0}": '{"k": 0}',
      "{**unknown}": "‹{**unknown}›",
      "{unknown: 1}": "{‹unknown›: 1}",
      "{'a': f()}": '{"a": ‹f()›}',
      "dict(a=1, **D)": '{"a": 1, "k": True}',
      "dict(x)": "‹dict(x)›",
      "[1] + [2] * 2": "[1, 2, 2]",
      "[*L, 1]": "[‹*L›, 1]",
      "[*L, 1][0]": "‹[*L, 1][0]›",
      "{1: 'a'}[True]": '"a"',
      "[[1, 2], 3][0][-1]": "2",
      "(1, f())[1]": "‹(1, f())[1]›",
      None: "None",
      "...": "...",
    },
  ],
])("%s", (_, cases) => {
  test.each(Object.entries(cases))("%s is %s", (source, value) => {
    expect(valueText(source)).toBe(value);
  });
});

test("work is bounded where values hold one another", () => {
  let list: Value = { kind: "list", items: [{ kind: "int", value: 1n }] };
  for (let depth = 0; depth < 60; depth++) list = { kind: "list", items: [list, list] };
  expect(evaluate(readExpression("X == X"), () => list, "X == X").kind).toBe("code");
});
