#!/usr/bin/env node
// @ts-check
/**
 * `npm run fuzz`: asks Metaflow about 100,000 random graphs, plans 300,000, and mutates real sources 1,000,000 times. Takes an hour or
 * more; `GRAPH_RUNS`, `PLANS` and `MUTATIONS` make it shorter.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const env = { GRAPH_RUNS: "100000", PLANS: "300000", MUTATIONS: "1000000", ...process.env };
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const runs = [
  ["unit", "test/unit/ir/mutations.test.ts"],
  ["unit", "test/unit/random-graphs.test.ts"],
  ["live", "test/live/graph.test.ts"],
].map(([project, file]) => {
  const words = [vitest, "run", "--project", String(project), String(file)];
  return spawnSync(process.execPath, words, { stdio: "inherit", env }).status;
});
process.exitCode = runs.every((status) => status === 0) ? 0 : 1;
