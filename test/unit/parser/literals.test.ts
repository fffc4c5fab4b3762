import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readExpression } from "./read.ts";

/** Python's `repr` of a string, escaping all but printable ASCII in one of Python's ways. */
function repr(text: string, quote: "'" | '"', style: number): string {
  const hex = (point: number, width: number): string => point.toString(16).padStart(width, "0");
  const escaped = (character: string): string => {
    const point = character.codePointAt(0) as number;
    if (character === quote || character === "\\") return `\\${character}`;
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    if (point >= 32 && point < 127) return character;
    if (point < 256) return style === 0 ? `\\x${hex(point, 2)}` : `\\${point.toString(8).padStart(3, "0")}`;
    if (style === 0 && (point < 0xd800 || point > 0xdfff)) return character;
    return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
  };
  return quote + [...text].map(escaped).join("") + quote;
}

const strings = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom("\\", "'", '"', "\n", "{", "}"),
  ),
});
const quotes = fc.constantFrom("'", '"') as fc.Arbitrary<"'" | '"'>;
const styles = fc.constantFrom(0, 1);

describe("literals round-trip", () => {
  test("strings", () => {
    fc.assert(
      fc.property(strings, quotes, styles, (text, quote, style) => {
        expect(readExpression(repr(text, quote, style))).toMatchObject({ kind: "string", value: text });
      }),
    );
  });

  test("strings side by side, over lines", () => {
    fc.assert(
      fc.property(fc.array(strings, { minLength: 1, maxLength: 5 }), quotes, styles, (texts, quote, style) => {
        const source = `(${texts.map((text) => repr(text, quote, style)).join(" # '\n")})`;
        expect(readExpression(source)).toMatchObject({ kind: "string", value: texts.join("") });
      }),
    );
  });

  test("the text of f-strings", () => {
    fc.assert(
      fc.property(strings, strings, quotes, styles, (before, after, quote, style) => {
        const text = (part: string): string => repr(part, quote, style).slice(1, -1).replace(/[{}]/g, "$&$&");
        const parts = [before, { formatted: false, expression: { kind: "name", name: "x" } }, after];
        expect(readExpression(`f${quote}${text(before)}{x}${text(after)}${quote}`)).toMatchObject({
          kind: "f-string",
          parts: parts.filter((part) => part !== ""),
        });
      }),
    );
  });

  test("bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), quotes, styles, (bytes, quote, style) => {
        const text = repr(String.fromCharCode(...bytes), quote, style);
        expect(readExpression(`b${text}`)).toEqual({
          kind: "bytes",
          value: bytes,
          span: { from: 0, to: text.length + 1 },
        });
      }),
    );
  });

  test("integers in every base", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 200n }),
        fc.constantFrom(2, 8, 10, 16),
        fc.boolean(),
        (value, base, under) => {
          const digits = value.toString(base);
          const prefix = { 2: "0b", 8: "0O", 10: "", 16: "0x" }[base] ?? "";
          const text = prefix + (under ? digits.replace(/\B/g, "_") : digits);
          expect(readExpression(text)).toMatchObject({ kind: "number", type: "int", value });
        },
      ),
    );
  });

  test("floats", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        const literal = /[.e]/.test(text) ? text : `${text}.`;
        expect(readExpression(literal)).toMatchObject({ type: "float", value });
        expect(readExpression(`${literal}j`)).toMatchObject({ type: "complex", value });
      }),
    );
  });
});

test.each([
  ["'a\\\nb'", "ab"],
  ["'a\\\r\nb'", "ab"],
  ["'''a\r\nb\rc'''", "a\nb\nc"],
  ["r'a\\\nb'", "a\\\nb"],
  ["'\\q\\8\\d'", "\\q\\8\\d"],
  ["'\\0\\12\\777'", "\0\n\u01ff"],
  ["R'\\n\\''", "\\n\\'"],
  ["u'\\ud800x'", "\ud800x"],
  ["'''\\''''", "'"],
  ['""""a"""', '"a'],
  ["'\u2028\u0085'", "\u2028\u0085"],
])("%j is %j", (source, value) => {
  expect(readExpression(source)).toMatchObject({ kind: "string", value });
});
