import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Diagnostic, type DiagnosticText, diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { countDiagnostics, formatDiagnostics } from "../../../src/diagnostics/render.ts";

const source = [
  "from metaflow import FlowSpec, step",
  "",
  "class Lonely(FlowSpec):",
  "    @step",
  "    def start(self):",
  "\tself.größe = '日本語'; self.next(self.end)",
  "",
  "    @step",
  "    def lonely(self): pass",
  `    x = [${Array.from({ length: 40 }, (_, index) => index).join(", ")}, "the end of a long line"]  # ${"tail ".repeat(20)}`,
  "",
].join("\n");
const base = "class Base:\n    def start(self): ...\n";
const sources = (file: string): string | undefined => ({ "flow.py": source, "base.py": base })[file];

function at(fragment: string, file = "flow.py") {
  const text = sources(file) ?? "";
  const from = text.indexOf(fragment);
  return { file, span: { from, to: from + fragment.length } };
}

const unreachable: DiagnosticText = {
  code: "step_unreachable",
  severity: "error",
  message: "step `lonely` cannot be reached from `start`",
  help: ["name `lonely` in the `self.next(…)` of a step that comes before it, or delete it"],
  url: "https://docs.metaflow.org/metaflow/basics#linear",
};
const warning: DiagnosticText = {
  code: "some_warning",
  severity: "warning",
  message: "something is odd",
  help: [],
  url: null,
};

const examples: Record<string, Diagnostic> = {
  plain: diagnostic(unreachable, at("lonely(")),
  "labels and notes": diagnostic(unreachable, at("def lonely"), {
    labels: [
      { place: at("def start"), message: "the flow begins here" },
      { place: at("def start", "base.py"), message: "which overrides this one" },
    ],
    notes: ["Metaflow says the same", "and\nmore"],
  }),
  "wide characters and tabs": diagnostic(warning, at("self.next"), {
    labels: [{ place: at("日本語"), message: "this" }],
  }),
  "cut at both ends": diagnostic(warning, at("the end of")),
  "cut at the end": diagnostic(warning, at("x = ")),
  "no place": diagnostic(warning, null, { notes: ["it has a note"] }),
  "unknown file": diagnostic(warning, { file: "other.py", span: { from: 3, to: 4 } }),
  "many lines": diagnostic(warning, { file: "flow.py", span: { from: source.indexOf("class"), to: source.length } }),
  "empty span at the end": diagnostic(warning, { file: "flow.py", span: { from: source.length, to: source.length } }),
  "with a fix": diagnostic({ ...unreachable, fix: "change it to `single`" }, at("lonely("), {
    edits: [{ place: at("lonely"), text: "single" }],
  }),
  "with a fix of several lines": diagnostic({ ...warning, fix: "put it above" }, at("@step\n    def lonely"), {
    edits: [
      {
        place: { file: "flow.py", span: { from: source.indexOf("    @step"), to: source.indexOf("    @step") } },
        text: "    @retry\n",
      },
      { place: at("    def start(self):\n"), text: "" },
    ],
  }),
  info: diagnostic({ ...warning, severity: "info" }, at("step")),
};

describe("for people", () => {
  test.each(Object.entries(examples))("%s", (_, it) => {
    expect(`\n${formatDiagnostics([it], sources)}`).toMatchSnapshot();
  });

  test("with colours", () => {
    expect(formatDiagnostics([examples["labels and notes"] as Diagnostic], sources, { color: true })).toMatchSnapshot();
  });

  test("no line is wider than 120 columns, and nothing in the source can steer the terminal", () => {
    const anything = fc.string({
      unit: fc.oneof(
        fc.constantFrom("\t", "\x1b", "日", "é", "\u202e", "x", " ", "\n", "\r"),
        fc.string({ unit: "binary", maxLength: 1 }),
      ),
      maxLength: 300,
    });
    fc.assert(
      fc.property(anything, fc.nat(300), fc.nat(300), (text, a, b) => {
        const span = { from: Math.min(a, b, text.length), to: Math.min(Math.max(a, b), text.length) };
        const shown = formatDiagnostics([diagnostic(warning, { file: "f", span })], () => text);
        for (const line of shown.split("\n")) expect(Array.from(line).length).toBeLessThanOrEqual(121);
        expect(shown).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/u);
        expect(shown).toContain("^");
      }),
      { numRuns: 1000 },
    );
  });
});

describe("for programs", () => {
  const all = Object.values(examples);

  test("json", () => {
    const records = JSON.parse(formatDiagnostics(all, sources, { format: "json" }));
    expect(records).toHaveLength(all.length);
    expect([...records.slice(0, 2), records[9]]).toMatchSnapshot();
    expect(JSON.parse(formatDiagnostics([], sources, { format: "json" }))).toEqual([]);
  });

  test("sarif", () => {
    const log = JSON.parse(formatDiagnostics(all, sources, { format: "sarif" }));
    expect(log.runs[0].results).toHaveLength(all.length);
    expect({
      ...log,
      runs: [{ ...log.runs[0], results: [0, 1, 9].map((at) => log.runs[0].results[at]) }],
    }).toMatchSnapshot();
  });

  test("github", () => {
    expect(formatDiagnostics(all, sources, { format: "github" })).toMatchSnapshot();
  });

  test("a lone surrogate in a file's name breaks nothing", () => {
    const odd = diagnostic(warning, { file: "\ud800 ?#%.py", span: { from: 0, to: 0 } });
    for (const format of ["pretty", "json", "sarif", "github"] as const)
      expect(formatDiagnostics([odd], () => "", { format })).not.toBe("");
  });
});

test("counting", () => {
  expect(countDiagnostics(Object.values(examples))).toBe("3 errors, 8 warnings, 1 info");
  expect(countDiagnostics([])).toBe("");
});
