// What a run of the `local` target costs, against `python flow.py run` of the same flow.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../dist/index.js";
import { median, ratio, table } from "./lib/measure.mjs";
import { shapes } from "./lib/shapes.mjs";

const python = process.env.PYTHON ?? fileURLToPath(new URL("../.venv/bin/python", import.meta.url));
const cost = fileURLToPath(new URL("lib/cost.py", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const env = {
  ...process.env,
  PATH: `${dirname(python)}:${process.env.PATH}`,
  METAFLOW_USER: "bench",
  METAFLOW_HOME: folder,
  METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
};

const foreach = (items) => `from metaflow import FlowSpec, step


class Bench(FlowSpec):
    @step
    def start(self):
        self.items = list(range(${items}))
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass
`;

/** Wall and CPU seconds. */
function run(words, more = {}) {
  const done = spawnSync(python, [cost, python, ...words], { cwd: folder, env: { ...env, ...more }, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${words.join(" ")}: ${done.stderr}`);
  const [wall, cpu] = done.stdout.trim().split(" ").map(Number);
  return { wall, cpu };
}

function flow(name, text) {
  const file = join(folder, `${name}.py`);
  const source = `${text}\n\nif __name__ == "__main__":\n    Bench()\n`;
  writeFileSync(file, source);
  const { code } = compile(source, { target: "local", filename: `${name}.py` });
  const generated = join(folder, `${name}_local.py`);
  writeFileSync(generated, code);
  return { file, generated };
}

const cases = [
  ["chain of 6", flow("chain", shapes.chain(5)), [], 5, {}],
  ["foreach of 20", flow("foreach", foreach(20)), [], 5, {}],
  ["foreach of 20, a process for each step", flow("foreach", foreach(20)), [], 3, { METAFLOW_TRANSPILE_NO_FORK: "1" }],
  ["foreach of 500", flow("wide", foreach(500)), ["--max-num-splits", "500"], 1, {}],
];
console.log("### `local` against `python flow.py run`\n");
console.log(table(["flow", "local", "native", "wall", "CPU"], []));
for (const [name, { file, generated }, words, times, more] of cases) {
  const [ours, theirs] = [[], []];
  // Interleaved, so that what else the machine does falls on both alike.
  for (let time = 0; time < times; time++) {
    ours.push(run([generated, "run", ...words], more));
    theirs.push(run([file, "--quiet", "--no-pylint", "run", ...words]));
  }
  const of = (runs, what) => median(runs.map((each) => each[what]));
  const seconds = [ours, theirs].map((runs) => `${of(runs, "wall").toFixed(2)} s`);
  const ratios = ["wall", "cpu"].map((what) => ratio(of(ours, what) / of(theirs, what)));
  console.log(`| ${[name, ...seconds, ...ratios].join(" | ")} |`);
}
rmSync(folder, { recursive: true, force: true });
