// What a run on Dagster costs: against native runs, and against ops of Dagster's that do nothing. Needs Python with both.
// EXTENSION_PYTHON names an interpreter with the package metaflow-dagster, whose generated file is then measured beside ours.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../dist/index.js";
import { median, ratio, table } from "./lib/measure.mjs";

const python = process.env.PYTHON ?? fileURLToPath(new URL("../.venv/bin/python", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-dagster-"));
const env = {
  ...process.env,
  METAFLOW_USER: "bench",
  METAFLOW_HOME: folder,
  METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
  DAGSTER_HOME: "",
};
const RUNS = Number(process.env.RUNS ?? 3);
const extension = process.env.EXTENSION_PYTHON;

const step = (name, body, next) =>
  `    @step\n    def ${name}:\n        ${body}\n${next ? `        self.next(${next})\n` : ""}`;
const flow = (name, steps) =>
  `from metaflow import FlowSpec, step\n\n\nclass ${name}(FlowSpec):\n${steps.join("\n")}\n\nif __name__ == "__main__":\n    ${name}()\n`;
const chain = flow(
  "ChainFlow",
  ["start", "a", "b", "c", "d", "end"].map((each, index, all) =>
    step(`${each}(self)`, "pass", all[index + 1] && `self.${all[index + 1]}`),
  ),
);
const foreach = (width) =>
  flow("ForeachFlow", [
    step("start(self)", `self.items = list(range(${width}))`, 'self.work, foreach="items"'),
    step("work(self)", "self.doubled = 2 * self.input", "self.join"),
    step("join(self, inputs)", "self.sum = sum(task.doubled for task in inputs)", "self.end"),
    step("end(self)", "pass"),
  ]);
const empty = (width) => `
import dagster as dg
@dg.op(out=dg.DynamicOut())
def start():
    yield from (dg.DynamicOutput(n, str(n)) for n in range(${width}))
@dg.op
def work(n): return n
@dg.op
def join(ns): return ns
@dg.op
def end(x): return x
@dg.job
def flow():
    end(join(start().map(work).collect()))
if __name__ == "__main__":
    assert flow.execute_in_process().success
`;

/** The extension's file has no command line: the job with the executor that Dagster gives it. */
const EXECUTE = `
import os, sys
os.environ["DAGSTER_HOME"] = sys.argv[1]
import dagster as dg
from dagster._core.definitions.reconstruct import ReconstructableJob
if __name__ == "__main__":
    job = ReconstructableJob.for_file("by_extension.py", "ForeachFlow")
    with dg.DagsterInstance.get() as instance:
        assert dg.execute_job(job, instance).success
`;

/** Seconds on the clock and of the processor, with all processes that were begun and waited for. */
const MEASURE = `
import resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
assert done.returncode == 0, done.stderr.decode()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime)
`;
function measure([first, ...words]) {
  const interpreter = first === extension ? [first, ...words] : [python, first, ...words];
  const { stdout, stderr, status } = spawnSync(python, ["-c", MEASURE, ...interpreter], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split(" ").map(Number);
}

const write = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const cases = {};
for (const [name, source] of [
  ["chain of 6", chain],
  ["foreach of 20", foreach(20)],
  ["foreach of 60", foreach(60)],
]) {
  const file = write(`${name.replaceAll(" ", "_")}.py`, source);
  const { code } = compile(source, { target: "dagster", filename: file });
  const generated = write(`${name.replaceAll(" ", "_")}_dagster.py`, code);
  cases[`${name}, native`] = [file, "--quiet", "--no-pylint", "run"];
  cases[`${name}, Dagster`] = [generated, "run"];
}
if (extension) {
  const words = ["--quiet", "--no-pylint", "dagster", "create", "by_extension.py"];
  const made = spawnSync(extension, ["foreach_of_20.py", ...words], { cwd: folder, env, encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  const home = join(folder, "home");
  mkdirSync(home);
  cases["foreach of 20, extension"] = [extension, "-c", EXECUTE, home];
}
for (const width of [20, 60]) cases[`foreach of ${width}, empty ops`] = [write(`empty_${width}.py`, empty(width))];
cases["import dagster"] = ["-c", "import dagster"];
cases["load the file"] = ["-c", "import foreach_of_20_dagster"];

const found = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let run = 0; run < RUNS; run++)
  for (const [name, words] of Object.entries(cases)) found[name].push(measure(words));
const wall = (name) => median(found[name].map(([seconds]) => seconds));
const cpu = (name) => median(found[name].map(([, seconds]) => seconds));
const against = (a, b) => [`${a} / ${b}`, ratio(wall(a) / wall(b)), ratio(cpu(a) / cpu(b))];
console.log(
  table(
    ["", "wall", "processor"],
    [
      against("chain of 6, Dagster", "chain of 6, native"),
      against("foreach of 20, Dagster", "foreach of 20, native"),
      against("foreach of 60, Dagster", "foreach of 60, native"),
      against("load the file", "import dagster"),
      ...(extension ? [against("foreach of 20, Dagster", "foreach of 20, extension")] : []),
    ],
  ),
);
const perTask = (what) => ((cpu(`foreach of 60, ${what}`) - cpu(`foreach of 20, ${what}`)) / 40) * 1000;
console.log(
  `\nProcessor time of one more task: ${perTask("Dagster").toFixed(0)} ms, of one more empty op: ${perTask("empty ops").toFixed(0)} ms, of one more native task: ${perTask("native").toFixed(0)} ms`,
);
rmSync(folder, { recursive: true, force: true });
