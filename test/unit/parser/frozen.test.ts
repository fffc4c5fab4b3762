import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseModule } from "../../../src/parser/parse.ts";
import { type Frozen, frozenBlock } from "./tree.ts";

const cases: { source: string; tree: Frozen }[] = JSON.parse(
  readFileSync(new URL("frozen.json", import.meta.url), "utf8"),
);

test.each(cases.map((each, index) => [index, each.source.slice(0, 40), each] as const))(
  "source %i is read as by CPython: %s",
  (_, __, { source, tree }) => {
    const reported: string[] = [];
    const module = parseModule(source, "flow.py", ({ code, message }) => reported.push(`${code}: ${message}`));
    expect(frozenBlock(module.body)).toEqual(tree);
    expect(reported).toEqual([]);
  },
);
