import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PrefectServer, startPrefectServer } from "../support/prefect-server.ts";
import { blocks, flowSource, flowSteps } from "../support/random-flow.ts";
import { runCompiled, runNatively, writeFlow } from "../support/runs.ts";

let parent: string;
let server: PrefectServer;
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "random-prefect-"));
  server = await startPrefectServer();
});
afterAll(async () => {
  await server.stop();
  rmSync(parent, { recursive: true, force: true });
});

const RUNS = Number(process.env.FLOW_RUNS ?? 4);

async function expectSameRun(source: string): Promise<void> {
  const flow = writeFlow(mkdtempSync(join(parent, "flow-")), source, "RandomFlow");
  const native = await runNatively(flow);
  expect(await runCompiled(flow, "prefect", server.env)).toEqual(native);
}

test(`random flows run on Prefect as they run with Metaflow (${RUNS})`, async () => {
  const small = blocks(2).filter((body) => flowSteps(body).length <= 14);
  await fc.assert(
    fc.asyncProperty(small, (body) => expectSameRun(flowSource(flowSteps(body)))),
    { numRuns: RUNS, endOnFailure: true },
  );
});
