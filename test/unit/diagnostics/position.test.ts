import fc from "fast-check";
import { expect, test } from "vitest";
import { lineIndex } from "../../../src/diagnostics/position.ts";

test("lines end as in Python", () => {
  const text = "a\nbc\r\nd\re\f\v\u2028f\n";
  const index = lineIndex(text);
  expect(Array.from({ length: index.count }, (_, line) => index.text(line + 1))).toEqual([
    "a",
    "bc",
    "d",
    "e\f\v\u2028f",
    "",
  ]);
  expect(index.position(text.indexOf("c"))).toEqual({ line: 2, column: 2 });
  expect(index.position(text.indexOf("f\n"))).toEqual({ line: 4, column: 5 });
  expect(index.position(text.length)).toEqual({ line: 5, column: 1 });
  expect(index.position(-1)).toEqual({ line: 1, column: 1 });
  expect(index.position(1000)).toEqual({ line: 5, column: 1 });
  expect(index.text(99)).toBe("");
});

test("an empty text has one line", () => {
  expect(lineIndex("").count).toBe(1);
  expect(lineIndex("").position(0)).toEqual({ line: 1, column: 1 });
});

test("every offset is where counting says", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "\n", "\r", "\r\n", "é")), (parts) => {
      const text = parts.join("");
      const index = lineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        // A carriage return before a line feed does not end a line yet.
        const before = text.slice(0, offset) + (text[offset - 1] === "\r" && text[offset] === "\n" ? "\n" : "");
        const lines = before.split(/\r\n|[\n\r]/);
        if (before.length > offset) expect(index.position(offset).line).toBe(lines.length - 1);
        else expect(index.position(offset)).toEqual({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
      }
    }),
  );
});
