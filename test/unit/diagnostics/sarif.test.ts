import { readFileSync } from "node:fs";
import { Ajv2020 as Ajv } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostics/render.ts";
import { analyze } from "../../../src/index.ts";

// The schema of the standard, as Microsoft's validator (@microsoft/sarif-multitool) carries it.
const schema = JSON.parse(readFileSync(new URL("sarif-2.1.0.json", import.meta.url), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);

function faults(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const flow = (next: string, more = ""): string =>
  `from metaflow import FlowSpec, retry, step\n\n\nclass F(FlowSpec):\n    ${more}@step\n    def start(self):\n        self.next(${next})\n\n    @step\n    def work(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n`;

describe("a SARIF log", () => {
  test("that is not one is noticed", () => {
    expect(faults({ version: "2.1.0", runs: [{ tool: { driver: {} } }] })).toEqual([
      "/runs/0/tool/driver must have required property 'name'",
    ]);
  });

  const texts = {
    fine: flow("self.work"),
    fix: flow("self.wrok"),
    labels: flow("self.work, self.end"),
    moved: flow("self.work", "@retry(3)\n    @retry(3)\n    "),
    syntax: "def f(:\n",
    empty: "",
    zero: "\0",
  };
  test.each(Object.entries(texts))("has the form of the standard: %s", (_, text) => {
    for (const filename of ["flow.py", "a folder/C#.py", "C:\\flows\\flow.py", "/flows/größe.py"]) {
      const { diagnostics, sources } = analyze(text, { filename });
      for (const known of [sources, new Map<string, string>()]) {
        const log = JSON.parse(formatDiagnostics(diagnostics, (file) => known.get(file), { format: "sarif" }));
        expect(faults(log)).toEqual([]);
        const { results, tool } = log.runs[0];
        for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      }
    }
  });
});
