import { join } from "node:path";
import { isatty } from "node:tty";
import { type CompileResult, compile, type EmittedFile, targets } from "../../index.ts";
import { METAFLOW_OPTIONS, type OptionTable } from "../../options.ts";
import { firstDifference } from "../difference.ts";
import { fault } from "../fault.ts";
import { checkReplaceable } from "../generated.ts";
import {
  type CliTable,
  COMMON_OPTIONS,
  FLOW_OPTION,
  FORCE_OPTION,
  optionsOfTargets,
  targetOption,
} from "../options.ts";
import { type Destination, destination, flowPathFrom, STDOUT } from "../output-path.ts";
import { type Parsed, parseWords } from "../parse-words.ts";
import { printError, printOut } from "../print.ts";
import { moduleReader } from "../read-module.ts";
import { readFlowFile, STDIN } from "../read-source.ts";
import { reportJson } from "../report-json.ts";
import { reportText } from "../report-text.ts";
import { hasErrors, levelsOf, showFindings } from "../show.ts";
import { EXIT, type Word } from "../word.ts";
import { readExisting, writeOutput } from "../write-output.ts";

const targetOptions = optionsOfTargets(targets);

const COMPILE_OPTIONS = {
  ...targetOption(Object.keys(targets), "What to compile for"),
  out: {
    type: "text",
    flag: "out",
    short: "o",
    placeholder: "OUT",
    help: "The file to write, or a folder; - is standard output (beside the flow, named after the target).",
  },
  ...FLOW_OPTION,
  check: {
    type: "flag",
    flag: "check",
    placeholder: "",
    help: "Write nothing; exit code 1 where OUT is missing or differs.",
  },
  watch: {
    type: "flag",
    flag: "watch",
    short: "w",
    placeholder: "",
    help: "Compile again whenever the flow or a module of its changes.",
  },
  ...FORCE_OPTION,
  report: {
    type: "text",
    flag: "report",
    placeholder: "FILE",
    help: "Write what becomes of every construct; - is standard output.",
  },
  reportFormat: {
    type: "text",
    flag: "report-format",
    placeholder: "FORMAT",
    choices: ["text", "json"],
    help: "How the report is written (text on a terminal, else json).",
  },
} as const satisfies CliTable;

const table = { ...METAFLOW_OPTIONS, ...targetOptions, ...COMPILE_OPTIONS, ...COMMON_OPTIONS };

/** Everything that a compile was told on the command line. */
export type CompileValues = Parsed<typeof table>["values"];

/** What came of a compile, for `--watch`. */
export interface Compiled {
  readonly exit: number;
  /** Every file that mattered, also those that were looked for and not found. */
  readonly files: readonly string[];
}

/** `compile FLOW --target T`. */
export const compileWord: Word = {
  name: "compile",
  operands: "FLOW --target TARGET [-o OUT] [options]",
  summary: "Compile a flow. FLOW is a Python file, or - for standard input.",
  options: {
    Options: COMPILE_OPTIONS,
    ...(Object.keys(targetOptions).length > 0 ? { "Options of targets": targetOptions } : {}),
    "Options of Metaflow, for the generated file to use unless it is told otherwise": METAFLOW_OPTIONS,
    "Options of every word": COMMON_OPTIONS,
  },
  run(words) {
    const { values, operands } = parseWords(words, table);
    const [flowFile, ...more] = operands;
    checkUsage(flowFile, more, values);
    if (values.watch)
      return import("../watch.ts").then(({ watch }) => watch(() => compileOnce(flowFile as string, values)));
    return compileOnce(flowFile as string, values).exit;
  },
};

function checkUsage(
  flowFile: string | undefined,
  more: readonly string[],
  { target, out, check, watch, report, reportFormat }: CompileValues,
): void {
  if (flowFile === undefined)
    throw fault("compile needs a flow file", "metaflow-transpile compile FLOW --target TARGET");
  if (more.length > 0)
    throw fault(`compile takes one flow file, and ${more.join(" ")} follows`, "a path with blanks needs quotes");
  if (target === undefined) throw fault("compile needs --target", `it is one of ${Object.keys(targets).join(", ")}`);
  if (flowFile === STDIN && out !== STDOUT)
    throw fault("what is read from standard input has no place of its own", "pass -o - as well");
  if (check && out === STDOUT) throw fault("--check compares with a file, and -o - names none");
  if (check && watch) throw fault("--check and --watch exclude one another");
  if (reportFormat !== undefined && report === undefined) throw fault("--report-format needs --report");
  if (watch && flowFile === STDIN) throw fault("--watch needs a file to watch");
  if (report === STDOUT && out === STDOUT)
    throw fault("-o - and --report - both want standard output", "name a file for one of them");
}

/** Compiles a flow as the options say, and writes or compares. */
export function compileOnce(flowFile: string, values: CompileValues): Compiled {
  const { out, check, report } = values;
  const to = out === STDOUT ? null : destination(flowFile, out);
  const { result, looked } = compileFile(flowFile, to, values);
  const files = [...(flowFile === STDIN ? [] : [flowFile]), ...looked];
  if (!to && result.files.length > 1)
    throw fault("standard output takes one file, and there are several", "name a folder with -o");
  const isFaulty = hasErrors(result.diagnostics);
  const isOutputTaken = out === STDOUT || report === STDOUT;
  showFindings(result, values, isOutputTaken, isFaulty ? "; nothing was written" : "");
  if (report === STDOUT) printOut(reportOf(result, values));
  else if (report !== undefined && !check) writeOutput(report, reportOf(result, values));
  if (isFaulty || result.files.length === 0) return { exit: EXIT.failed, files };
  if (!to) printOut(result.code);
  else if (check) {
    const exits = placed(result, to).map(({ path, contents }) => compare(path, contents));
    return { exit: Math.max(...exits), files };
  } else writeResults(result, to, flowFile, values);
  return { exit: EXIT.done, files };
}

/** The files of a result with the places that they are for: the first one may be given another name. */
function placed({ files }: CompileResult, { folder, name }: Destination): EmittedFile[] {
  return files.map(({ path, contents }, index) => ({
    path: join(folder, index === 0 ? (name ?? path) : path),
    contents,
  }));
}

function reportOf({ report, sources }: CompileResult, values: CompileValues): string {
  const asText = values.reportFormat ? values.reportFormat === "text" : values.report === STDOUT && isatty(1);
  return asText ? reportText(report, sources) : reportJson(report, sources);
}

/** Compiles a file for a place; shared by the words that compile before they do something else. */
export function compileFile(
  flowFile: string,
  to: Destination | null,
  values: CompileValues,
): { readonly result: CompileResult; readonly looked: ReadonlySet<string> } {
  const { readModule, looked } = moduleReader(flowFile);
  const baked: OptionTable = { ...METAFLOW_OPTIONS, ...targetOptions };
  const { text, ...hash } = readFlowFile(flowFile);
  const result = compile(text, {
    ...hash,
    ...Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(baked, name))),
    target: values.target ?? "",
    filename: flowFile === STDIN ? "flow.py" : flowFile,
    flowPath: flowPathFrom(to, flowFile),
    levels: levelsOf(values),
    readModule,
    ...(values.flow === undefined ? {} : { flow: values.flow }),
  });
  return { result, looked };
}

function compare(path: string, contents: string): number {
  const existing = readExisting(path);
  if (existing === contents) return EXIT.done;
  printError(firstDifference(path, existing, contents));
  return EXIT.failed;
}

/** Writes what was compiled, unless it is there already; nothing where one of the files may not be written. */
export function writeResults(
  result: CompileResult,
  to: Destination,
  flowFile: string,
  { force, quiet }: CompileValues,
): void {
  const files = placed(result, to).map((file) => ({ ...file, existing: readExisting(file.path) }));
  for (const { path, existing } of files)
    if (existing !== null) checkReplaceable(path, existing, flowFile, force === true);
  // Companions first: a generated file never stands there without them.
  for (const { path, contents, existing } of files.reverse()) {
    if (existing !== contents) writeOutput(path, contents);
    if (!quiet) printError(existing === contents ? `${path} is up to date\n` : `wrote ${path}\n`);
  }
}
