import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks, flowSource, flowSteps } from "../support/random-flow.ts";
import { runCompiled, runNatively, writeFlow } from "../support/runs.ts";

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "random-runs-"));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const RUNS = Number(process.env.FLOW_RUNS ?? 12);

test(`random flows run on \`local\` as they run with Metaflow (${RUNS})`, async () => {
  let count = 0;
  const property = fc.asyncProperty(
    blocks(2).filter((body) => flowSteps(body).length <= 14),
    async (body) => {
      const flow = writeFlow(mkdtempSync(join(parent, `${count++}-`)), flowSource(flowSteps(body)), "RandomFlow");
      const [native, ours] = [await runNatively(flow), await runCompiled(flow, "local")];
      expect(ours).toEqual(native);
    },
  );
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
});
