import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as py from "../../../src/emit/python/index.ts";
import type { Value } from "../../../src/ir/value.ts";
import { text } from "./arbitrary.ts";

/** Strings that a wrong printer gets wrong. */
const strings = [
  "",
  "plain",
  'double "quotes"',
  "single 'quotes'",
  `both "a" 'b' "c"`,
  `more 'single' than " double '`,
  "back\\slash \\n",
  "\\",
  '"',
  "'",
  '"""',
  "line\nfeed\r\n\ttab",
  "\0\x01\x1b[31m\x7f\x80\x9f",
  "über 日本語 😀 नमस्ते e\u0301",
  "\xa0\xad\u200b\u200d\u202e\u2028\u2029\ufeff\ufe0f",
  "\ud800 alone \udfff",
  "\u{e0001}\u{1f600}\u{10ffff}\uffff",
  "{braces} %s %(x)s $HOME `x`",
  "# no comment",
];
const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1.5e300,
  5e-324,
  1e21,
  1e22,
  -2.5,
  123456789.125,
  Number.MAX_VALUE,
  Infinity,
  -Infinity,
  NaN,
];
const integers = [0n, -1n, 2n ** 64n, -(10n ** 40n), 7n ** 5200n, -(7n ** 5200n)];

/** What CPython makes of each literal, as text: frozen beside this file; `UPDATE=1` asks `python3` again. */
const frozenFile = new URL("./literals.cpython.json", import.meta.url);
const sources = [
  ...strings.map((it) => py.string(it).flat),
  ...numbers.map((it) => py.float(it).flat),
  ...integers.map((it) => py.int(it).flat),
  py.bytes(Uint8Array.from({ length: 256 }, (_, index) => index)).flat,
];

function cpython(): Record<string, string> {
  if (process.env["UPDATE"]) {
    const program = `import json,sys
def show(v):
    if isinstance(v, str): return "str " + " ".join("%x" % ord(c) for c in v)
    if isinstance(v, bytes): return "bytes " + v.hex()
    return "float " + v.hex() if isinstance(v, float) else "int %x" % v
print(json.dumps({s: show(eval(s)) for s in json.load(sys.stdin)}, indent=1))`;
    writeFileSync(frozenFile, execFileSync("python3", ["-c", program], { input: JSON.stringify(sources) }));
  }
  return JSON.parse(readFileSync(frozenFile, "utf8"));
}

const frozen = cpython();
const points = (it: string) => `str ${Array.from(it, (c) => c.codePointAt(0)?.toString(16)).join(" ")}`;

describe("CPython reads a literal as the value that it was printed for", () => {
  test.each(strings)("string %j", (it) => {
    expect(frozen[py.string(it).flat]).toBe(points(it));
  });

  test.each(numbers)("float %d", (it) => {
    const hex = frozen[py.float(it).flat]?.replace("float ", "") ?? "";
    expect(fromHex(hex)).toBe(it);
  });

  test.each(integers)("an integer (%#)", (it) => {
    expect(frozen[py.int(it).flat]).toBe(`int ${it.toString(16)}`);
  });

  test("bytes", () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(frozen[py.bytes(all).flat]).toBe(`bytes ${Buffer.from(all).toString("hex")}`);
  });
});

test("a string literal is one printable line that says the same", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (it) => {
      const literal = py.string(it).flat;
      expect(literal).toMatch(/^(["'])(?:(?!\1)[^\\\n]|\\.)*\1$/u);
      expect(literal).not.toMatch(/[\0-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]/u);
      expect(unescaped(literal)).toBe(it);
    }),
    { numRuns: 2000 },
  );
});

test("values of the flow", () => {
  const value: Value = {
    kind: "dict",
    entries: [
      { key: { kind: "string", value: "a" }, value: { kind: "tuple", items: [{ kind: "none" }] } },
      { key: { kind: "bool", value: true }, value: { kind: "set", items: [] } },
      {
        key: { kind: "int", value: 1n },
        value: { kind: "list", items: [{ kind: "float", value: 1 }, { kind: "ellipsis" }] },
      },
      { key: { kind: "bytes", value: new Uint8Array([0, 65]) }, value: { kind: "set", items: [{ kind: "none" }] } },
    ],
  };
  expect(py.value(value).flat).toBe('{"a": (None,), True: set(), 1: [1.0, ...], b"\\x00A": {None}}');
  expect(py.isStatic(value)).toBe(true);
});

test("an expression of the flow's is refused", () => {
  const code: Value = { kind: "list", items: [{ kind: "code", text: "os.system('x')", span: { from: 0, to: 1 } }] };
  expect(py.isStatic(code)).toBe(false);
  expect(() => py.value(code)).toThrow(TypeError);
});

test("data", () => {
  expect(py.literal({ a: [1, 1.5, null, true, "x"], b: {}, c: 10n ** 20n }).flat).toBe(
    '{"a": [1, 1.5, None, True, "x"], "b": {}, "c": 100000000000000000000}',
  );
});

test.each(["a b", "a;b", "f()", "", "a.", "1a", "a\n", 'x"'])("%j is no name, so it is not taken for code", (it) => {
  expect(() => py.name(it)).toThrow(TypeError);
  expect(() => py.call("f", [it])).toThrow(TypeError);
  expect(() => py.keyword(it, "x") && py.call("f", [py.keyword(it, "x")])).toThrow(TypeError);
});

test("f-strings", () => {
  expect(py.fstring(["{", { value: "run.id" }, '} "x"\n']).flat).toBe(`f'{{{run.id}}} "x"\\n'`);
  expect(() => py.fstring([{ value: py.string("x") }])).toThrow(TypeError);
});

/** Python's `float.fromhex`. */
function fromHex(hex: string): number {
  if (/^-?(inf|nan)$/.test(hex)) return Number(hex.replace("inf", "Infinity").replace("nan", "NaN"));
  const [, sign, whole = "", fraction = "", exponent] = /^(-?)0x(\d)\.?([0-9a-f]*)p([+-]\d+)$/.exec(hex) ?? [];
  // In two steps, since 2 ** -1074 times the digits would be rounded.
  const digits = Number.parseInt(whole + fraction, 16);
  const power = Number(exponent) - 4 * fraction.length;
  const number = power < -1000 ? digits * 2 ** (power + 200) * 2 ** -200 : digits * 2 ** power;
  return sign ? -number : number;
}

/** What Python makes of the escapes that the printer writes. */
function unescaped(literal: string): string {
  const named: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  return literal.slice(1, -1).replace(/\\(?:x(..)|u(....)|U(.{8})|(.))/gsu, (_, x, u, U, other) => {
    const hex = x ?? u ?? U;
    return hex === undefined ? (named[other] ?? other) : String.fromCodePoint(Number.parseInt(hex, 16));
  });
}
