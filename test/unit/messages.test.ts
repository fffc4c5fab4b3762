import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readMessages } from "../../scripts/messages/read.mjs";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { lineIndex } from "../../src/diagnostics/position.ts";
import { formatDiagnostics } from "../../src/diagnostics/render.ts";
import { analyze, type CompileOptions, compile } from "../../src/index.ts";

/** Where a diagnostic stands, as examples mark it: of several lines the first. */
function markOf({ place }: Diagnostic, sources: ReadonlyMap<string, string>) {
  if (!place) return [];
  const index = lineIndex(sources.get(place.file) ?? "");
  const { line, column } = index.position(place.span.from);
  const from = column - 1;
  const to = Math.min(place.span.to - index.start(line), Math.max(index.text(line).length, from + 1));
  return [{ file: place.file, line, from, to }];
}

const sorted = (marks: readonly object[]): string[] => [...new Set(marks.map((mark) => JSON.stringify(mark)))].sort();

// Every example in messages/*.md: what it is said to trigger, at the marked places, and nothing else.
for (const message of readMessages(fileURLToPath(new URL("../../messages", import.meta.url)))) {
  if (message.examples.length === 0) continue;
  describe(`${message.source}: ${message.code}`, () => {
    test.each(message.examples)("expect=$expect (line $line)", (example) => {
      const { file: filename, options, text, expect: expected } = example;
      const modules = new Map(message.modules.map((module) => [module.file, module.text]));
      const readModule = (name: string) => {
        const path = name.replaceAll(".", "/");
        for (const file of [`${path}.py`, `${path}/__init__.py`]) {
          const source = modules.get(file);
          if (source !== undefined) return { file, text: source };
        }
        return null;
      };
      const settings = { ...options, filename, readModule } as unknown as CompileOptions;
      const { diagnostics, sources } = "target" in options ? compile(text, settings) : analyze(text, settings);
      // Infos may accompany anything, unless they are what is expected.
      const codes = diagnostics
        .filter(({ code, severity }) => severity !== "info" || expected.includes(code))
        .map(({ code }) => code);
      const shown = formatDiagnostics(diagnostics, (file) => sources.get(file));
      expect([...new Set(codes)].sort(), shown).toEqual(expected[0] === "none" ? [] : [...expected].sort());
      const reported = diagnostics.filter(({ code }) => expected.includes(code));
      const marked = [example, ...message.modules].flatMap(({ file, marks }) =>
        marks.map((mark) => ({ file, ...mark })),
      );
      // A module is for several examples, of which not all are wrong at its marks.
      const wanted = marked.filter(
        ({ file }) => file === filename || reported.some(({ place }) => place?.file === file),
      );
      expect(sorted(reported.flatMap((each) => markOf(each, sources))), shown).toEqual(sorted(wanted));
    });
  });
}
