import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AnalyzeResult, analyze, compile } from "../../src/index.ts";

const samples = fileURLToPath(new URL("../samples/metaflow/", import.meta.url));
const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
const sources = [
  ...readdirSync(samples).map((name) => join(samples, name, "flow.py")),
  ...readdirSync(examples).map((name) => join(examples, name)),
]
  .filter((path) => path.endsWith(".py") && existsSync(path))
  .map((path) => readFileSync(path, "utf8"));

/** One keystroke, or something pasted: in the text, what is at `from`, `size` characters long, becomes `text`. */
interface Change {
  readonly from: number;
  readonly size: number;
  readonly text: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(200) }),
  text: fc.oneof(
    fc.constantFrom("", "a", "self.", "(", ")", ":", "\n", "    ", "\t", '"', "'''", "#", "\\", "[", ",", "\r\n", "\f"),
    fc.constantFrom(
      "@step\n",
      "    @retry\n",
      "def ",
      "self.next(self.end)",
      "match x:\n",
      "f'{",
      "\u0000",
      "é",
      "lambda",
    ),
    fc.string({ maxLength: 5 }),
  ),
});

function apply(text: string, { from, size, text: inserted }: Change): string {
  const at = Math.floor(from * text.length);
  return text.slice(0, at) + inserted + text.slice(at + size);
}

/** Some sources, one behind the other: the parser keeps nothing of what is near an edit. */
const longText = fc
  .array(fc.nat(sources.length - 1), { minLength: 1, maxLength: 8 })
  .map((all) => all.map((which) => sources[which]).join("\n"));

/** All that a result says. */
function said({ flow, diagnostics, sources: texts }: AnalyzeResult): unknown {
  return { flow, diagnostics, texts: [...texts] };
}

// A busy machine may take as long as it likes; a counterexample comes back with its seed.
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

test(`an analysis after edits is what a fresh one is (SEED=${SEED})`, { timeout: 24 * 3_600_000 }, () => {
  fc.assert(
    fc.property(longText, fc.array(change, { minLength: 1, maxLength: 6 }), (start, changes) => {
      let text = start;
      let previous = analyze(text);
      for (const each of changes) {
        text = apply(text, each);
        previous = analyze(text, { previous });
        expect(said(previous)).toEqual(said(analyze(text)));
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 200), seed: SEED },
  );
});

test("what stands at the margin is no part of a class, also where the file ends inside of a block", () => {
  const read = (name: string): string => readFileSync(join(samples, name, "flow.py"), "utf8");
  for (let count = 1; count <= 16; count++) {
    const text = [read("decorators-in-variables"), ...Array(count).fill(read("abc-first"))].join("\n");
    const edited = `\n${text}`;
    expect(said(analyze(edited, { previous: analyze(text) }))).toEqual(said(analyze(edited)));
  }
});

test("a compile may go on from an analysis, and an analysis from a compile", () => {
  const [text = ""] = sources;
  const edited = text.replace("start", "begin");
  const first = compile(text, { target: "local", previous: analyze(edited) });
  expect(first).toEqual(compile(text, { target: "local" }));
  expect(said(analyze(edited, { previous: first }))).toEqual(said(analyze(edited)));
});

test("what a result remembers is no part of it", () => {
  const result = analyze(sources[0] as string);
  expect(Object.keys(result).sort()).toEqual(["diagnostics", "flow", "sources"]);
  expect(Reflect.ownKeys({ ...result })).toHaveLength(3);
  expect(said(analyze(sources[0] as string, { previous: { ...result } }))).toEqual(said(result));
});
