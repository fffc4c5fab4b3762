import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { analyze } from "../../src/index.ts";
import { cli, ROOT } from "./support.ts";

const examples = readdirSync(join(ROOT, "examples")).filter((name) => name.endsWith(".py"));

test("there are examples", () => expect(examples).toContain("hello_flow.py"));

test.each(examples)("%s has nothing to complain about, on any target", async (name) => {
  for (const target of ["local", "prefect", "dagster", "json"]) {
    const { code, err } = await cli(ROOT, ["compile", `examples/${name}`, "--target", target, "-o", "-"]);
    expect([code, err]).toEqual([0, ""]);
  }
});

test.each(examples)("%s says of itself and of each step what it does", (name) => {
  const source = readFileSync(join(ROOT, "examples", name), "utf8");
  const { flow } = analyze(source, { filename: name });
  expect(source).toMatch(/^"""/);
  expect(flow?.doc).not.toBe("");
  for (const step of flow?.steps.values() ?? []) expect(step.doc, step.name).not.toBe("");
});
