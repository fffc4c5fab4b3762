import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCompiled, runNatively, writeFlow } from "../support/runs.ts";
import { fromSketch, SKETCH_LINES } from "../support/sketches.ts";

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "shapes-dagster-"));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

// With it no two branches meet in one step, which Metaflow accepts and cannot run to the end.
const SEED = 1;

/** Graphs that Dagster's own cannot hold as they are, and others in which a step may be skipped in silence. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  ...SKETCH_LINES,
  "a foreach inside an arm inside a foreach": "start* a;a? b d;b* c;c: e;e< f;d: f;f: j;j< end;end:".split(";"),
  "a foreach inside a branch inside a foreach": "start* a;a: b, d;b* c;c: e;e< f;f: k;d: k;k< j;j< end;end:".split(";"),
  "an arm that no item takes": "start* a;a? b c;b: j;c: d;d: j;j< end;end:".split(";"),
  "a foreach between the steps of a foreach": "start* a;a: b;b* c;c: d;d< e;e: f;f: j;j< end;end:".split(";"),
  "three foreachs inside one another, with steps around": "start* a;a* b;b* c;c: d;d< e;e: f;f< g;g< end;end:".split(
    ";",
  ),
  "a foreach in an arm that is taken or not": "start? a b;a* c;c: d;d< e;b: e;e: end;end:".split(";"),
  "a switch straight to the merge": "start? a m;a: m;m: end;end:".split(";"),
  "a loop with two ways out": "start: a;a? a b c;b: d;c: d;d: end;end:".split(";"),
  "a branch that chooses its way to the join": "start: a, b;a? c d e;c: e;d: j;e: j;b: j;j< end;end:".split(";"),
};

test.concurrent.each(Object.entries(SHAPES))("%s", async (_, lines) => {
  const flow = writeFlow(mkdtempSync(join(parent, "flow-")), fromSketch(lines, SEED), "RandomFlow");
  expect(await runCompiled(flow, "dagster", { DAGSTER_HOME: "" })).toEqual(await runNatively(flow));
});

test("branches that choose different joins end the run, as they do with Metaflow", async () => {
  const lines = SKETCH_LINES["branches that choose between joins"] ?? [];
  const differing = lines.map((line) => line.replace("y? t r", "y? r t"));
  const flow = writeFlow(mkdtempSync(join(parent, "flow-")), fromSketch(differing, SEED), "RandomFlow");
  await expect(runCompiled(flow, "dagster", { DAGSTER_HOME: "" })).rejects.toThrow("lead to different joins");
});
