import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../src/index.ts";
import { runProcess } from "./process.ts";
import { pythonEnvironment, pythonPath } from "./python.ts";

const SNAPSHOT = fileURLToPath(new URL("../python/snapshot.py", import.meta.url));

/** Tasks of a run with their artifacts, by what they stand for: step, foreach path, turn of a loop. */
export type Tasks = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

/** A flow file in a folder of its own, with the datastore beside it. */
export interface FlowFolder {
  readonly folder: string;
  readonly file: string;
  readonly flow: string;
}

/** Writes a flow into a folder. */
export function writeFlow(folder: string, source: string, flow: string): FlowFolder {
  const file = join(folder, "flow.py");
  writeFileSync(file, source);
  return { folder, file, flow };
}

function environment({ folder }: FlowFolder): Record<string, string> {
  return pythonEnvironment({
    METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
    METAFLOW_HOME: join(folder, "home"),
    PYTHONHASHSEED: "0",
  });
}

/** Runs the flow with Metaflow itself and gives its tasks; throws with the output where it fails. */
export async function runNatively(flow: FlowFolder): Promise<Tasks> {
  const idFile = join(flow.folder, "native-id");
  return tasksOf(flow, [flow.file, "--quiet", "--no-pylint", "run", "--run-id-file", idFile], idFile);
}

/** Compiles the flow for a target, runs the generated file and gives its tasks; throws with the output where it fails. */
export async function runCompiled(
  flow: FlowFolder,
  target: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Tasks> {
  const { code, diagnostics } = compile(readFileSync(flow.file, "utf8"), { target, filename: flow.file });
  if (code === "") throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const generated = join(flow.folder, `flow_${target}.py`);
  writeFileSync(generated, code);
  const idFile = join(flow.folder, `${target}-id`);
  return tasksOf(flow, [generated, "run", "--run-id-file", idFile], idFile, more);
}

async function tasksOf(
  flow: FlowFolder,
  words: readonly string[],
  idFile: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Tasks> {
  const options = { cwd: flow.folder, env: { ...environment(flow), ...more } };
  const done = await runProcess(pythonPath(), words, options);
  if (done.code !== 0) throw new Error(`${words.join(" ")} ended with ${done.code}\n${done.stdout}\n${done.stderr}`);
  const found = await runProcess(pythonPath(), [SNAPSHOT, `${flow.flow}/${readFileSync(idFile, "utf8")}`], options);
  if (found.code !== 0) throw new Error(found.stderr);
  const { successful, tasks } = JSON.parse(found.stdout) as { successful: boolean; tasks: Tasks };
  if (!successful) throw new Error(`Metaflow does not take the run for successful: ${words.join(" ")}`);
  return tasks;
}
