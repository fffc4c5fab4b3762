import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks, flowSource, flowSteps } from "../support/random-flow.ts";
import { runCompiled, runNatively, writeFlow } from "../support/runs.ts";

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "random-dagster-"));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const RUNS = Number(process.env.FLOW_RUNS ?? 4);

async function expectSameRun(source: string): Promise<void> {
  const flow = writeFlow(mkdtempSync(join(parent, "flow-")), source, "RandomFlow");
  const native = await runNatively(flow);
  expect(await runCompiled(flow, "dagster", { DAGSTER_HOME: "" })).toEqual(native);
}

test(`random flows run on Dagster as they run with Metaflow (${RUNS})`, async () => {
  const small = blocks(2).filter((body) => flowSteps(body).length <= 14);
  await fc.assert(
    fc.asyncProperty(small, (body) => expectSameRun(flowSource(flowSteps(body)))),
    { numRuns: RUNS, endOnFailure: true },
  );
});
