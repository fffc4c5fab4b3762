import { METAFLOW_OPTIONS } from "../../options.ts";
import type { EmitContext } from "../emitter.ts";
import * as py from "../python/index.ts";
import { parameterTable } from "./parameter-table.ts";
import type { RUNTIME_OPTIONS } from "./runtime-options.ts";
import { type StepTableOptions, stepTable } from "./step-table.ts";

/** The folder of the generated file, in Python. */
const HERE = py.verbatim("Path(__file__).resolve().parent");

/**
 * Prints what the file is set to: names, paths, and the options of Metaflow that the compile was given. `here` is for an
 * engine that does not let a file find its folder in every way.
 */
export function printSettings(
  file: py.PythonModule,
  engine: string,
  context: EmitContext<typeof RUNTIME_OPTIONS>,
  here: py.Expression = HERE,
): void {
  const { flow, source, metaflow } = context;
  const given = py.call("os.environ.get", [py.string("METAFLOW_FLOW_FILE")]);
  const flowFile = py.binary(given, "or", py.binary("HERE", "/", py.string(source.path)));
  file.add(
    py.assign("ENGINE", py.string(engine)),
    py.assign("FLOW_NAME", py.string(flow.name)),
    py.assign("HERE", here),
    py.assign("FLOW_FILE", py.call("Path", [flowFile])),
    py.assign("FLOW_SHA256", py.string(source.sha256)),
    py.assign("REGENERATE", py.string(regenerateCommand(engine, context))),
    py.assign("METAFLOW_OPTIONS", py.list(metaflowArguments(context).map((each) => py.string(each))), {
      annotation: "list[str]",
    }),
    py.assign("TAGS", py.list((metaflow.tag ?? []).map((each) => py.string(each))), { annotation: "list[str]" }),
    py.assign("NAMESPACE", metaflow.namespace === undefined ? py.none : py.string(metaflow.namespace), {
      annotation: "str | None",
    }),
    py.assign("MAX_WORKERS", py.int(metaflow.maxWorkers ?? 16)),
    py.assign("MAX_NUM_SPLITS", py.int(metaflow.maxNumSplits ?? 100)),
    py.assign("WORKFLOW_TIMEOUT", metaflow.workflowTimeout === undefined ? py.none : py.int(metaflow.workflowTimeout), {
      annotation: "int | None",
    }),
  );
}

/** Prints what the flow declares: its steps, parameters and configs. `identifiers` are what the engine calls the parameters. */
export function printTables(
  file: py.PythonModule,
  { flow }: EmitContext,
  identifiers: ReadonlyMap<string, string> = new Map(),
  options: StepTableOptions = {},
): void {
  const configs = flow.configs.flatMap(({ name }) => (name === null ? [] : [py.string(name)]));
  file.add(py.assign("STEPS", stepTable(flow, options), { annotation: "dict[str, StepSettings]" }));
  file.add(py.assign("PARAMETERS", parameterTable(flow, identifiers), { annotation: "dict[str, ParameterSettings]" }));
  file.add(py.assign("CONFIGS", py.list(configs), { annotation: "list[str]" }));
}

/** The command that makes the file anew, with the options that this one was made with. */
export function regenerateCommand(engine: string, context: EmitContext<typeof RUNTIME_OPTIONS>): string {
  const { source, metaflow, options } = context;
  const name = source.file.split(/[\\/]/).at(-1) ?? source.file;
  const words = ["metaflow-transpile", "compile", name, "--target", engine, ...metaflowArguments(context)];
  for (const option of OF_THE_FILE) {
    const value = metaflow[option];
    for (const each of value === undefined ? [] : [value].flat(1)) {
      words.push(`--${METAFLOW_OPTIONS[option].flag}`, String(each));
    }
  }
  if (options.runtime !== undefined) words.push("--runtime", options.runtime);
  return words.map(shellWord).join(" ");
}

/** Options that the file keeps as settings of its own, not as words for Metaflow. */
const OF_THE_FILE = ["namespace", "tag", "name", "workflowTimeout", "maxWorkers", "maxNumSplits"] as const;

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\"'\"'")}'`;
}

/** Metaflow's top-level options as words of its command line. */
function metaflowArguments({ metaflow }: Pick<EmitContext, "metaflow">): string[] {
  const words: string[] = [];
  const add = (flag: string, ...values: (string | undefined)[]): void => {
    if (values.every((value) => value !== undefined)) words.push(flag, ...(values as string[]));
  };
  add("--metadata", metaflow.metadata);
  add("--environment", metaflow.environment);
  add("--datastore", metaflow.datastore);
  add("--datastore-root", metaflow.datastoreRoot);
  for (const spec of metaflow.with ?? []) add("--with", spec);
  add("--branch", metaflow.branch);
  if (metaflow.production) words.push("--production");
  for (const [name, path] of metaflow.config ?? []) add("--config", name, path);
  for (const [name, value] of metaflow.configValue ?? []) add("--config-value", name, value);
  for (const run of metaflow.trigger ?? []) add("--trigger", run);
  return words;
}
