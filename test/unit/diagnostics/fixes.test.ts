import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMessages } from "../../../scripts/messages/read.mjs";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { applyEdits } from "../../../src/diagnostics/edits.ts";
import { formatDiagnostics } from "../../../src/diagnostics/render.ts";
import { analyze } from "../../../src/index.ts";
import { blocks, flowSource, flowSteps } from "../../support/random-flow.ts";

const messages = readMessages(fileURLToPath(new URL("../../../messages", import.meta.url)));

const errorsOf = (text: string): Diagnostic[] =>
  analyze(text).diagnostics.filter(({ severity }) => severity === "error");

/** Applies the fix of a diagnostic, and demands that it is none any more and that no error has come in its place. */
function expectFixed(text: string, { code, fix }: Diagnostic): void {
  const spans = (fix?.edits ?? []).map(({ place }) => place.span).sort((a, b) => a.from - b.from);
  spans.forEach((span, index) => {
    expect(span.from).toBeLessThanOrEqual(span.to);
    expect(span.to).toBeLessThanOrEqual(text.length);
    expect(span.from).toBeGreaterThanOrEqual(spans[index - 1]?.to ?? 0);
  });
  const fixed = applyEdits(text, "flow.py", fix?.edits ?? []);
  const before = analyze(text).diagnostics;
  const after = analyze(fixed).diagnostics;
  const shown = `${text}\n---\n${fixed}\n---\n${formatDiagnostics(after, () => fixed)}`;
  const count = (all: readonly Diagnostic[]): number => all.filter((each) => each.code === code).length;
  expect(count(after), shown).toBe(count(before) - 1);
  const known = new Set(before.map((each) => each.code));
  expect(
    after.filter((each) => each.severity === "error" && !known.has(each.code)),
    shown,
  ).toEqual([]);
}

describe("the examples of messages with a fix", () => {
  test.each(messages.filter((message) => message.fix).map((message) => [message.code, message] as const))(
    "%s",
    (code, message) => {
      const bad = message.examples.filter((example) => example.expect.includes(code) && !("target" in example.options));
      const fixable = bad.flatMap(({ text }) =>
        analyze(text).diagnostics.flatMap((each) => (each.code === code && each.fix ? [{ text, each }] : [])),
      );
      expect(fixable.length).toBeGreaterThan(0);
      for (const { text, each } of fixable) expectFixed(text, each);
    },
  );
});

/** A fault that is put into a legal flow: what to look for, and what to write instead. */
interface Fault {
  readonly code: string;
  readonly from: RegExp;
  readonly to: (...found: string[]) => string;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  "a letter too many": {
    code: "next_unknown_step",
    from: /self\.next\(self\.(\w+?)(\d*)\)/g,
    to: (_, a, b) => `self.next(self.${a}x${b})`,
  },
  "letters swapped": {
    code: "next_unknown_step",
    from: /self\.next\(self\.(\w)(\w)(\w+)\)/g,
    to: (_, a, b, c) => `self.next(self.${b}${a}${c})`,
  },
  "another case": {
    code: "next_unknown_step",
    from: /self\.next\(self\.(\w+)\)/g,
    to: (_, a = "") => `self.next(self.${a.toUpperCase()})`,
  },
  "a step that leads on from the end": {
    code: "end_has_next",
    from: /(def end\(self\):\n.*)/g,
    to: (_, a) => `${a}\n        self.next(self.start)`,
  },
  "no self": { code: "step_without_self", from: /def (\w+)\(self\)/g, to: (_, a) => `def ${a}()` },
  "a decorator below": {
    code: "decorator_without_step",
    from: / {4}@step\n/g,
    to: () => "    @step\n    @retry(times=2)\n",
  },
  "a decorator below, with a comment": {
    code: "decorator_without_step",
    from: / {4}@step\n/g,
    to: () => "    @step  # a step\n    @timeout(\n        seconds=60\n    )  # and\n",
  },
  "a decorator twice": {
    code: "duplicate_step_decorator",
    from: / {4}@step\n/g,
    to: () => "    @retry(times=1)\n    @card\n    @retry(times=1)\n    @step\n",
  },
  "an argument without a name": {
    code: "decorator_positional_argument",
    from: / {4}@step\n/g,
    to: () => "    @retry(3)\n    @step\n",
  },
  "a misspelt argument": {
    code: "decorator_unknown_argument",
    from: / {4}@step\n/g,
    to: () => "    @retry(minutes_between_retry=1, tims=3)\n    @step\n",
  },
  "no colon": { code: "missing_colon", from: /(def \w+\(self(?:, inputs)?\)):/g, to: (_, a = "") => a },
  "a parameter that is required and has a default": {
    code: "parameter_required_with_default",
    from: /(class .*\n)/g,
    to: (_, a) => `${a}    p = Parameter("p", required=True, default=1)\n`,
  },
  "a parameter that is required first": {
    code: "parameter_required_with_default",
    from: /(class .*\n)/g,
    to: (_, a) => `${a}    p = Parameter(name="p", default=1, required=True,)\n`,
  },
};

const ENDS: fc.Arbitrary<string> = fc.constantFrom("\n", "\r\n");

describe("in a random flow", () => {
  test.each(Object.entries(FAULTS))("%s", (_, { code, from, to }) => {
    let fixes = 0;
    fc.assert(
      fc.property(blocks(2), fc.nat(), ENDS, (body, which, end) => {
        const legal = flowSource(flowSteps(body)).replace(
          "import FlowSpec",
          "import FlowSpec, Parameter, card, timeout, retry",
        );
        const places = [...legal.matchAll(from)];
        const place = places[which % Math.max(places.length, 1)];
        if (!place) return;
        const text = (
          legal.slice(0, place.index) +
          to(...place) +
          legal.slice(place.index + place[0].length)
        ).replaceAll("\n", end);
        const found = analyze(text).diagnostics.filter((each) => each.code === code);
        for (const each of found) {
          if (!each.fix) continue;
          fixes++;
          expectFixed(text, each);
        }
      }),
      { numRuns: 60 },
    );
    expect(fixes).toBeGreaterThan(10);
  });
});

test("what cannot be known has no fix", () => {
  const flow = (next: string, more = ""): string =>
    `from metaflow import FlowSpec, retry, step\n\n\nclass F(FlowSpec):\n    @step\n    def start(self):\n        self.next(${next})\n\n${more}    @step\n    def train1(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n`;
  for (const text of [
    flow("self.train2"),
    flow("self.other"),
    flow("self.strt"),
    flow("self.train1", "    @retry(9)\n    @step\n    def more(self):\n        self.next(self.end)\n\n"),
    flow(
      "self.train1",
      "    @retry(times=1)\n    @retry(times=2)\n    @step\n    def more(self):\n        self.next(self.end)\n\n",
    ),
    flow("self.train1", '    @retry(**{"tims": 1})\n    @step\n    def more(self):\n        self.next(self.end)\n\n'),
  ]) {
    const errors = errorsOf(text);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map(({ fix }) => fix)).toEqual(errors.map(() => null));
  }
});
