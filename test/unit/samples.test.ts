import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { moduleReader } from "../../src/cli/read-module.ts";
import { flowJson } from "../../src/emit/graph/json.ts";
import { type AnalyzeResult, analyze, compile } from "../../src/index.ts";
import type { Flow } from "../../src/ir/flow.ts";

const FOLDER = fileURLToPath(new URL("../samples/metaflow/", import.meta.url));

/** What Metaflow made of a sample, frozen. */
interface Frozen {
  readonly import_error: string | null;
  readonly flow?: string;
  readonly nodes?: Readonly<
    Record<
      string,
      Readonly<Record<string, unknown>> & { readonly decorators: readonly string[]; readonly file: string }
    >
  >;
  readonly parameters?: readonly { readonly variable: string; readonly name: string }[];
  readonly lint?: { readonly message?: string; readonly line?: number | null; readonly internal_error?: string } | null;
  readonly [field: string]: unknown;
}

function options(folder: string, filename = "flow.py") {
  const { readModule } = moduleReader(join(folder, "flow.py"));
  return {
    filename,
    readModule: (name: string, from: string) => {
      const read = readModule(name, join(folder, from));
      return read && typeof read === "object" ? { ...read, file: relative(folder, resolve(read.file)) } : read;
    },
  };
}

function analyzeSample(folder: string, file = "flow.py"): AnalyzeResult {
  return analyze(readFileSync(join(folder, file), "utf8"), options(folder));
}

function lineOf(result: AnalyzeResult, file: string, offset: number): number {
  return (result.sources.get(file) ?? "").slice(0, offset).split("\n").length;
}

/** One line a diagnostic: severity, code, line. */
function summary(result: AnalyzeResult): string {
  const lines = result.diagnostics.map(
    ({ severity, code, place }) =>
      `${severity} ${code}${place ? ` line ${lineOf(result, place.file, place.span.from)}` : ""}\n`,
  );
  return lines.join("");
}

function expectMetaflowsGraph(flow: Flow | null, frozen: Frozen): void {
  expect(flow).not.toBeNull();
  const ours = flowJson(flow as Flow);
  for (const field of ["flow", "doc", "start_step", "end_step", "steps_order", "sorted_nodes"] as const)
    expect(ours[field], field).toEqual(frozen[field]);
  for (const [name, { decorators, file, ...fields }] of Object.entries(frozen.nodes ?? {})) {
    const node = ours.nodes[name] as Readonly<Record<string, unknown>> & {
      decorators: { name: string }[];
      source_file: string;
    };
    expect(node.source_file).toBe(basename(file));
    expect(node.decorators.map((decorator) => decorator.name)).toEqual(decorators);
    for (const [field, value] of Object.entries(fields)) expect(node[field], `${name}.${field}`).toEqual(value);
  }
}

/** Names of parameters and configs; a name of ours that is `null` is one that only Python knows, others are told of. */
function expectMetaflowsParameters({ flow, diagnostics }: AnalyzeResult, { parameters }: Frozen): void {
  const ours = [...(flow?.parameters ?? []), ...(flow?.configs ?? [])].map(({ variable, name }) => ({
    variable,
    name,
  }));
  const told = diagnostics.filter(({ code }) => code === "parameter_factory_unknown");
  const isTold = (variable: string) => told.some(({ message }) => message.includes(`\`${variable}\``));
  const known = (parameters ?? []).filter(({ variable }) => !isTold(variable));
  const theirs = known.map(({ variable, name }) => ({
    variable,
    name: ours.some((each) => each.variable === variable && each.name === null) ? null : name,
  }));
  const sorted = (list: readonly { variable: string }[]) =>
    [...list].sort((a, b) => (a.variable < b.variable ? -1 : 1));
  if (parameters) expect(sorted(ours)).toEqual(sorted(theirs));
}

function expectMetaflowsVerdict({ diagnostics }: AnalyzeResult, { lint }: Frozen): void {
  const compat = diagnostics.find((each) => each.compat)?.compat ?? null;
  if (!lint) expect(compat).toBeNull();
  else if (lint.internal_error) expect(compat?.message).toBe(lint.internal_error);
  // Which of several unreachable steps Metaflow names depends on its hash seed.
  else if (lint.message?.includes("is unreachable")) expect(compat?.message).toContain("is unreachable");
  else expect(compat).toEqual({ message: lint.message, line: lint.line ?? null });
}

/** Written again, line by line, in syntax that the Python of the frozen answers may not know yet. */
describe("the same flow in the syntax of Python 3.12 to 3.14 is the same flow", () => {
  test.each(readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "newer.py"))))("%s", (name) => {
    const folder = join(FOLDER, name);
    const frozen = JSON.parse(readFileSync(join(folder, "metaflow.json"), "utf8")) as Frozen;
    const result = analyzeSample(folder, "newer.py");
    expectMetaflowsGraph(result.flow, frozen);
    expectMetaflowsVerdict(result, frozen);
    expectMetaflowsParameters(result, frozen);
    expect(summary(result)).toBe(summary(analyzeSample(folder)));
  });
});

describe("samples are read as Metaflow reads them", () => {
  test.each(readdirSync(FOLDER))("%s", (name) => {
    const folder = join(FOLDER, name);
    const frozen = JSON.parse(readFileSync(join(folder, "metaflow.json"), "utf8")) as Frozen;
    const result = analyzeSample(folder);
    if (frozen.flow) {
      expectMetaflowsGraph(result.flow, frozen);
      expectMetaflowsVerdict(result, frozen);
      expectMetaflowsParameters(result, frozen);
    }
    if (frozen.import_error) expect(result.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    const compiled = compile(readFileSync(join(folder, "flow.py"), "utf8"), {
      target: "local",
      ...options(folder),
    });
    expect(compiled.diagnostics.filter(({ code }) => code === "audit_failed" || code === "internal_fault")).toEqual([]);
    const file = join(folder, "diagnostics.txt");
    if (process.env.UPDATE) writeFileSync(file, summary(result));
    expect(summary(result)).toBe(
      existsSync(file) ? readFileSync(file, "utf8") : "diagnostics.txt is missing: run with UPDATE=1",
    );
  });
});
