import { describe, expect, test } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostics/render.ts";
import { analyze } from "../../../src/index.ts";

/** What of SARIF 2.1.0 our logs use: by place, the properties that may stand there, and (with `!`) those that must. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  log: { $schema: "uri", "version!": "=2.1.0", "runs!": "run[]" },
  run: { "tool!": "tool", columnKind: "=utf16CodeUnits", results: "result[]" },
  tool: { "driver!": "driver" },
  driver: { "name!": "string", rules: "rule[]" },
  rule: { "id!": "string", properties: "any" },
  result: {
    ruleId: "string",
    ruleIndex: "index",
    level: "=error|warning|note|none",
    "message!": "message",
    locations: "location[]",
    relatedLocations: "location[]",
    fixes: "fix[]",
  },
  message: { "text!": "string" },
  location: { physicalLocation: "physical", message: "message" },
  physical: { "artifactLocation!": "artifact", region: "region" },
  artifact: { "uri!": "uri" },
  region: {
    startLine: "one",
    startColumn: "one",
    endLine: "one",
    endColumn: "one",
    charOffset: "index",
    charLength: "index",
  },
  fix: { description: "message", "artifactChanges!": "change[+]" },
  change: { "artifactLocation!": "artifact", "replacements!": "replacement[+]" },
  replacement: { "deletedRegion!": "region", insertedContent: "content" },
  content: { text: "string" },
};

/** What is wrong with a value, as paths. */
function faults(value: unknown, shape: string, path: string): string[] {
  const [, element, plus] = /^(.*)\[(\+?)\]$/.exec(shape) ?? [];
  if (element) {
    if (!Array.isArray(value) || (plus && value.length === 0)) return [path];
    return value.flatMap((each, index) => faults(each, element, `${path}[${index}]`));
  }
  if (shape === "any") return [];
  if (shape.startsWith("=")) return shape.slice(1).split("|").includes(String(value)) ? [] : [path];
  if (shape === "string") return typeof value === "string" ? [] : [path];
  if (shape === "uri") return typeof value === "string" && !/[\s\\<>"{}|^`]/.test(value) ? [] : [path];
  if (shape === "one" || shape === "index")
    return Number.isInteger(value) && (value as number) >= (shape === "one" ? 1 : 0) ? [] : [path];
  if (typeof value !== "object" || value === null) return [path];
  const known = SHAPES[shape] ?? {};
  const missing = Object.keys(known).filter((name) => name.endsWith("!") && !(name.slice(0, -1) in value));
  const wrong = Object.entries(value).flatMap(([name, inner]) => {
    const expected = known[name] ?? known[`${name}!`];
    return expected ? faults(inner, expected, `${path}.${name}`) : [`${path}.${name} is not known`];
  });
  return [...missing.map((name) => `${path}.${name} is missing`), ...wrong];
}

const flow = (next: string, more = ""): string =>
  `from metaflow import FlowSpec, retry, step\n\n\nclass F(FlowSpec):\n    ${more}@step\n    def start(self):\n        self.next(${next})\n\n    @step\n    def work(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n`;

describe("a SARIF log", () => {
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
        expect(faults(log, "log", "log")).toEqual([]);
        const { results, tool } = log.runs[0];
        for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      }
    }
  });
});
