import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readMessages } from "../../scripts/messages/read.mjs";
import { formatDiagnostics } from "../../src/diagnostics/render.ts";
import { analyze, type CompileOptions, compile } from "../../src/index.ts";

// Every example in messages/*.md: what it is said to trigger, and nothing else.
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
    });
  });
}
