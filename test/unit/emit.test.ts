import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapes } from "../../bench/lib/shapes.mjs";
import { compile, targets } from "../../src/index.ts";
import { blocks, flowSource, flowSteps } from "../support/random-flow.ts";
import { SKETCHES } from "../support/sketches.ts";
import { complaints, createRuff } from "./python/ruff.ts";

const ruff = createRuff("py310");
const engines = Object.values(targets).filter(({ capabilities }) => capabilities.runs);
const examples = new URL("../../examples/", import.meta.url);

function expectClean(source: string, target: string): void {
  const { code, diagnostics } = compile(source, { target });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(complaints(ruff, code), code).toEqual([]);
  expect(ruff.format(code) === code, "the file is not as ruff formats it").toBe(true);
  expect(compile(source, { target }).code === code, "two compiles give different bytes").toBe(true);
}

describe.each(engines.map(({ name }) => name))(
  "a generated file for %s is clean and stays as it is when formatted",
  (target) => {
    test.each(Object.entries(SKETCHES))("%s", (_, source) => expectClean(source, target));

    test.each(readdirSync(examples).filter((name) => name.endsWith(".py")))("%s", (name) => {
      expectClean(readFileSync(new URL(name, examples), "utf8"), target);
    });

    test("random nested flows", () => {
      fc.assert(
        fc.property(blocks(3), (body) => expectClean(flowSource(flowSteps(body)), target)),
        { numRuns: 30 },
      );
    });
  },
);

describe.each(engines.map(({ name }) => name))("a file for %s is made of any flow, however large", (target) => {
  test.each(Object.entries(shapes))("%s of 10,000 steps", (_, make) => {
    const { code, diagnostics } = compile(make(10_000), { target });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(code.length).toBeGreaterThan(10_000);
  });
});
