import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compile, targets } from "../../src/index.ts";
import { SKETCHES } from "../support/sketches.ts";

const FOLDER = fileURLToPath(new URL("../samples/emitted/", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const KEPT = [
  "arms that cross, with a loop and a foreach among them",
  "branches that meet, and go on together",
  "switches inside switches",
];

const sources: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(EXAMPLES).flatMap((name) =>
      name.endsWith(".py") ? [[name.replace(".py", ""), readFileSync(join(EXAMPLES, name), "utf8")]] : [],
    ),
  ),
  ...Object.fromEntries(KEPT.map((name) => [name.replace(/\W+/g, "-"), SKETCHES[name] ?? ""])),
};

/** What is of the flow's own in a generated file: the imports before it and the runtime after it are the same in every file. */
function ownPart(code: string): string {
  const [header = "", ...rest] = code.split(/^from __future__ import annotations$/m);
  const settings = rest.join("").search(/^ENGINE = /m);
  return (
    header +
    rest
      .join("")
      .slice(Math.max(settings, 0))
      .split(/^# --- Metaflow on /m, 1)[0]
  );
}

describe.each(Object.entries(sources))("%s", (name, source) => {
  test.each(Object.keys(targets))("%s", (target) => {
    const { code } = compile(source, { target, filename: `${name}.py` });
    const file = join(FOLDER, name, `${target}.txt`);
    if (process.env.UPDATE) {
      mkdirSync(join(FOLDER, name), { recursive: true });
      writeFileSync(file, ownPart(code));
    }
    expect(ownPart(code)).toBe(
      existsSync(file) ? readFileSync(file, "utf8") : "the expectation is missing: run with UPDATE=1",
    );
  });
});
