// What the command line costs from a cold start, against a bare Node and against Metaflow's own check.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, ratio, table, time } from "./lib/measure.mjs";
import { shapes } from "./lib/shapes.mjs";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const example = fileURLToPath(new URL("../examples/hello_flow.py", import.meta.url));
const python = process.env.PYTHON ?? fileURLToPath(new URL("../.venv/bin/python", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const env = { ...process.env, METAFLOW_USER: "bench", METAFLOW_HOME: folder, METAFLOW_DATASTORE_SYSROOT_LOCAL: folder };

function process_(command, words) {
  return time(() => {
    const { status, stderr } = spawnSync(command, words, { cwd: folder, env });
    if (status !== 0) throw new Error(`${command} ${words.join(" ")}: ${stderr}`);
  });
}

// Interleaved, so that what else the machine does falls on all alike.
const commands = {
  "node -e 0": () => process_(process.execPath, ["-e", "0"]),
  "metaflow-transpile compile": () =>
    process_(process.execPath, [
      cli,
      "compile",
      example,
      "--target",
      "prefect",
      "-o",
      join(folder, "out.py"),
      "--force",
    ]),
  "python flow.py check": () => process_(python, [example, "--no-pylint", "check"]),
};
const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run < 15; run++) for (const [name, work] of Object.entries(commands)) times[name].push(work());
const bare = median(times["node -e 0"]);
const rows = Object.entries(times).map(([name, each]) => [
  `\`${name}\``,
  median(each).toFixed(0),
  ratio(median(each) / bare),
]);
console.log("### Cold\n");
console.log(table(["command", "ms", "against bare Node"], rows));

const chained = join(folder, "chained_flow.py");
writeFileSync(chained, `${shapes["chained splits"](80)}\n\nif __name__ == "__main__":\n    Bench()\n`);
const ours = process_(process.execPath, [cli, "check", chained]);
const theirs = process_(python, [chained, "--no-pylint", "check"]);
console.log("\n### 20 chained splits\n");
console.log(
  table(
    ["command", "s", ""],
    [
      ["`metaflow-transpile check`", (ours / 1000).toFixed(2), ""],
      ["`python flow.py check`", (theirs / 1000).toFixed(1), ratio(theirs / ours)],
    ],
  ),
);
rmSync(folder, { recursive: true, force: true });
