import { existsSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { flowSource, ROOT } from "./support.ts";

/** Bundles what was built, as a web site's tools would. Fails where something asks for a module of Node. */
async function bundle(file: string): Promise<string> {
  const options = {
    bundle: true,
    write: false,
    format: "iife",
    globalName: "library",
    platform: "browser",
    logLevel: "silent",
  } as const;
  const { outputFiles } = await build({ entryPoints: [join(ROOT, "dist", file)], ...options });
  return outputFiles[0]?.text ?? "";
}

/** A world with the JavaScript language and what is given: no process, no Buffer, no performance, no console. */
async function bareWorld(file: string, given: object = {}) {
  const world = createContext(Object.assign(Object.create(null), given));
  runInContext(await bundle(file), world);
  return (code: string): string => runInContext(code, world);
}

async function compilesForAllTargets(given: object): Promise<void> {
  const evaluate = await bareWorld("index.js", given);
  expect(evaluate("[typeof process, typeof Buffer, typeof performance].join()")).toBe("undefined,undefined,undefined");
  for (const target of JSON.parse(evaluate("JSON.stringify(Object.keys(library.targets))"))) {
    const call = `library.compile(${JSON.stringify(flowSource("Süß"))}, { target: ${JSON.stringify(target)} })`;
    const { code, diagnostics } = JSON.parse(
      evaluate(`(() => { const { code, diagnostics } = ${call}; return JSON.stringify({ code, diagnostics }); })()`),
    );
    expect(diagnostics).toEqual([]);
    expect(code.length).toBeGreaterThan(10);
  }
}

// Every browser, worker and Node has it.
test("the library compiles where there is JavaScript and TextEncoder", () => compilesForAllTargets({ TextEncoder }));

// `utf8ToBytes` in src/compile.ts is the only thing that asks for it. Once that is gone, this is a plain test.
test("the library compiles where there is only JavaScript", () => compilesForAllTargets({}));

test("it analyses flows with faults there too", async () => {
  const evaluate = await bareWorld("index.js");
  const count = `library.analyze(${JSON.stringify("class (:\n\0")}).diagnostics.length`;
  expect(Number(evaluate(count))).toBeGreaterThan(0);
});

test.each(["local", "prefect", "dagster", "temporal"].filter((name) => existsSync(join(ROOT, "dist", `${name}.js`))))(
  "the entry %s needs nothing of Node",
  async (name) => {
    const evaluate = await bareWorld(`${name}.js`);
    expect(evaluate(`library.${name}.name`)).toBe(name);
  },
);
