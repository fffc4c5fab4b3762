import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCompiled, runNatively, writeFlow } from "../support/runs.ts";
import { fromSketch, SKETCH_LINES } from "../support/sketches.ts";

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "shapes-"));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

// With it no two branches meet in one step, which Metaflow accepts and cannot run to the end.
const SEED = 1;

test.concurrent.each(Object.entries(SKETCH_LINES))("%s", async (_, lines) => {
  const flow = writeFlow(mkdtempSync(join(parent, "flow-")), fromSketch(lines, SEED), "RandomFlow");
  expect(await runCompiled(flow, "local")).toEqual(await runNatively(flow));
});

test("branches that choose different joins end the run, as they do with Metaflow", async () => {
  const lines = SKETCH_LINES["branches that choose between joins"] ?? [];
  const differing = lines.map((line) => line.replace("y? t r", "y? r t"));
  const flow = writeFlow(mkdtempSync(join(parent, "flow-")), fromSketch(differing, SEED), "RandomFlow");
  await expect(runNatively(flow)).rejects.toThrow("was not successful by the end of flow");
  await expect(runCompiled(flow, "local")).rejects.toThrow("lead to different joins");
});
