import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PyStatement } from "../../../src/parser/ast.ts";
import { read } from "./read.ts";

const pieces = [
  ..."()[]{}:,;.=@*~!$\\\"'#`\n\t\r\f",
  ...[
    "def ",
    "class ",
    "async ",
    "@step\n",
    "if ",
    "else",
    "for ",
    "in ",
    "not ",
    "lambda ",
    "f'",
    '"""',
    "f'''{",
    't"',
    "rb'",
  ],
  ...[
    "\n    ",
    "\n        ",
    "\r\n",
    "\\\n",
    "1.",
    "1e",
    "0x",
    "x",
    "self.next(",
    "yield ",
    "await ",
    "match x:\n",
    "case ",
  ],
  ...[
    "with ",
    "as ",
    "import ",
    "from ",
    "...",
    "**",
    "->",
    ":=",
    "print ",
    "return ",
    "\u00a0",
    "é",
    "\ud800",
    "🎉",
    "\ufeff",
  ],
];

/** Every statement lies inside the text and inside its parent, in order. */
function checkSpans(statements: readonly PyStatement[], from: number, to: number): void {
  let last = from;
  for (const statement of statements) {
    const { span } = statement;
    expect(span.from).toBeGreaterThanOrEqual(last);
    expect(span.to).toBeGreaterThanOrEqual(span.from);
    expect(span.to).toBeLessThanOrEqual(to);
    if (statement.kind === "class") checkSpans(statement.body, span.from, span.to);
    if (statement.kind === "function") checkSpans(statement.body(), span.from, span.to);
    last = span.from;
  }
}

function check(source: string): void {
  const { module, faults } = read(source);
  expect(faults.length).toBeLessThanOrEqual(20);
  checkSpans(module.body, 0, source.length);
}

const sources: string[] = JSON.parse(readFileSync(new URL("frozen.json", import.meta.url), "utf8")).map(
  ({ source }: { source: string }) => source,
);

describe("no text is too odd", () => {
  test("random text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), { numRuns: 500 });
  });

  test("pieces of Python in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => check(parts.join(""))),
      {
        numRuns: 3000,
      },
    );
  });

  test("valid sources with a part taken out, doubled or moved", () => {
    const index = fc.nat(100_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        index,
        index,
        index,
        fc.constantFrom(...pieces),
        (source, a, b, c, piece) => {
          const at = a % (source.length + 1);
          const part = source.slice(at, at + (b % 40));
          const without = source.slice(0, at) + source.slice(at + part.length);
          const to = c % (without.length + 1);
          check(without);
          check(without.slice(0, to) + part + without.slice(to));
          check(source.slice(0, at) + piece + source.slice(at));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("no text takes long", () => {
  const many = 100_000;
  test.each([
    ["open brackets", "(".repeat(many)],
    ["brackets", `${"[".repeat(many)}${"]".repeat(many)}`],
    ["brackets that do not match", `${"(".repeat(many)}${"]".repeat(many)}`],
    ["f-strings inside f-strings", "f'{".repeat(many)],
    ["specifications inside specifications", `f'{a:${"{b:".repeat(many)}`],
    ["prefix operators", `${"not ".repeat(many)}x`],
    ["an attribute chain", `a${".b".repeat(many)}`],
    ["a sum", `a${"+a".repeat(many)}`],
    ["calls", `a${"()".repeat(many)}`],
    ["lambdas", `${"lambda:".repeat(many)}1`],
    ["elif", `if a: pass\n${"elif b: pass\n".repeat(many / 10)}`],
    ["blocks", Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}if a:\n`).join("")],
    ["statements on a line", "a;".repeat(many)],
    ["prose", "It isn't (really) Python; is it?\nHello, \"world\n".repeat(many / 10)],
    ["JavaScript", "function foo(a) { return `x${a}`; } // don't\nconst x = {a: [1]};\n".repeat(many / 50)],
    ["colons", ":".repeat(many)],
    ["backslashes", "\\\n".repeat(many)],
    ["form feeds", "\f".repeat(many)],
    ["strings without end", "'x\n".repeat(many / 10)],
    ["brackets without end", "foo(\ndef x\n".repeat(many / 20)],
  ])("%s", { timeout: 10_000 }, (_, source) => {
    expect(read(source).faults.length).toBeLessThanOrEqual(20);
  });
});
