import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportText } from "../../../src/cli/report-text.ts";
import type { Capabilities } from "../../../src/emit/emitter.ts";
import { compile, targets } from "../../../src/index.ts";
import { buildFlow } from "../../../src/ir/build.ts";
import { parseModule } from "../../../src/parser/parse.ts";
import { auditReport } from "../../../src/report/audit.ts";
import { reportOf } from "../../../src/report/report.ts";
import { blocks, flowSource, flowSteps } from "../../support/random-flow.ts";

const samples = fileURLToPath(new URL("../../samples/metaflow/", import.meta.url));
const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const paths = [
  ...readdirSync(samples).map((name) => join(samples, name, "flow.py")),
  ...readdirSync(examples).map((name) => join(examples, name)),
].filter((path) => path.endsWith(".py") && existsSync(path));

/**
 * Where a line that lacks would not be noticed: steps and parameters that are no methods and assignments of the class
 * which a walk over its body could tell by name, and decorators of a base class or behind another decorator.
 */
const UNSEEN = new Set(
  "alias base-by-assignment deco-in-list-apply enable-decorator module-fn-decorated outside-steps param-in-loop params-everything type-call name-ne-def parameter-added-late try-import flow-decorators-inherited layered-decorators optional-decorator"
    .split(" ")
    .map((name) => join(samples, name, "flow.py")),
);

const LOCAL = (targets as Readonly<Record<string, { readonly capabilities: Capabilities }>>).local?.capabilities;

/** What the audit says of a flow whose report lacks a line, for each line. */
function unnoticed(text: string): string[] {
  const complaints: { code: string }[] = [];
  const { flow, owner } = buildFlow({
    text,
    file: "flow.py",
    flow: undefined,
    readModule: undefined,
    parse: (source, file) => parseModule(source, file, (each) => void complaints.push(each)),
    report: (each) => void complaints.push(each),
  });
  if (!flow || !owner || !LOCAL || complaints.length > 0) return [];
  const { lines } = reportOf(flow, LOCAL);
  expect(auditReport({ owner, lines, complaints: [] })).toEqual([]);
  const counted = lines.filter(({ construct }) => construct !== "argument");
  return counted.flatMap((line) => {
    // Of several targets of one name in a `self.next`, one line is enough.
    const rest = lines.filter(({ construct, name }) => construct !== line.construct || name !== line.name);
    return auditReport({ owner, lines: rest, complaints: [] }).length > 0 ? [] : [`${line.construct} ${line.name}`];
  });
}

describe("the audit notices when the report misses a line", () => {
  test.each(paths.filter((path) => !UNSEEN.has(path)))("%s", (path) => {
    expect(unnoticed(readFileSync(path, "utf8"))).toEqual([]);
  });

  test("of random flows", () => {
    fc.assert(
      fc.property(blocks(2), (body) => {
        expect(unnoticed(flowSource(flowSteps(body)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test("the report as text names every construct with its place", () => {
  const text = readFileSync(
    join(examples, readdirSync(examples).find((name) => name.endsWith(".py")) as string),
    "utf8",
  );
  const { report, sources } = compile(text, { target: "local" });
  const shown = reportText(report, sources);
  for (const { construct, name } of report?.lines ?? []) expect(shown).toContain(`  ${construct} ${name} `);
  for (const [kind, count] of Object.entries(report?.counts ?? {})) {
    if (count > 0) expect(shown).toMatch(new RegExp(`^${kind}: .* \\(${count}\\)$`, "m"));
  }
  expect(reportText(null, sources)).toBe("there is no flow to report on\n");
});
