import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { builders, printer } from "prettier/doc";
import { expect, test } from "vitest";
import { trim } from "../../../scripts/prettier-doc.mjs";

const source = readFileSync(
  createRequire(import.meta.url)
    .resolve("prettier/doc")
    .replace(/\.js$/, ".mjs"),
  "utf8",
);

test("what bundles hold of prettier/doc prints the same", async () => {
  const names = "group, hardline, ifBreak, indent, join, line, softline";
  const trimmed = await import(`data:text/javascript,${encodeURIComponent(trim(source, names))}`);
  expect(Object.keys(trimmed.builders)).toEqual(names.split(", "));
  const print = (from: { builders: typeof builders; printer: typeof printer }, width: number) => {
    const { group, hardline, ifBreak, indent, join, line, softline } = from.builders;
    const list = group([
      "f(",
      indent([softline, join([",", line], ["aaaa", "bbbb", "cccc"]), ifBreak(",")]),
      softline,
      ")",
    ]);
    return from.printer.printDocToString([list, hardline, "x"], { printWidth: width, tabWidth: 4 }).formatted;
  };
  for (const width of [10, 20, 80]) expect(print(trimmed, width)).toBe(print({ builders, printer }, width));
});

test("another version of prettier/doc is not trimmed blindly", () => {
  expect(() => trim(source.replace("function getStringWidth", "function otherWidth"), "group")).toThrow("has changed");
});
