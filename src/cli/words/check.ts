import { analyze, compile, targets } from "../../index.ts";
import { METAFLOW_OPTIONS } from "../../options.ts";
import { applyFixes } from "../apply-fixes.ts";
import { fault } from "../fault.ts";
import { type CliTable, COMMON_OPTIONS, FLOW_OPTION, optionsOfTargets, targetOption } from "../options.ts";
import { type Parsed, parseWords } from "../parse-words.ts";
import { printError } from "../print.ts";
import { moduleReader } from "../read-module.ts";
import { readSource, STDIN } from "../read-source.ts";
import { type Findings, hasErrors, levelsOf, showFindings } from "../show.ts";
import { EXIT, type Word } from "../word.ts";

const targetOptions = optionsOfTargets(targets);
const CHECK_OPTIONS = {
  ...targetOption(Object.keys(targets), "Say also what this target cannot do"),
  ...FLOW_OPTION,
  fix: {
    type: "flag",
    flag: "fix",
    placeholder: "",
    help: "Change in the files what certainly has to be changed, and show what is left.",
  },
} as const satisfies CliTable;
const baked = { ...METAFLOW_OPTIONS, ...targetOptions };
const table = { ...baked, ...CHECK_OPTIONS, ...COMMON_OPTIONS };

/** `check FLOW...` */
export const checkWord: Word = {
  name: "check",
  operands: "FLOW... [options]",
  summary: "Show everything that is wrong with flows. - is standard input.",
  options: {
    Options: CHECK_OPTIONS,
    "Options of Metaflow, as compile takes them": METAFLOW_OPTIONS,
    "Options of every word": COMMON_OPTIONS,
  },
  run(words) {
    const { values, operands } = parseWords(words, table);
    if (operands.length === 0) throw fault("check needs a flow file", "metaflow-transpile check FLOW...");
    const files = [...new Set(operands)];
    if (values.fix) for (const flowFile of files) applyFixes(flowFile, () => findingsOf(flowFile, values));
    const all = files.map((flowFile) => findingsOf(flowFile, values));
    const diagnostics = all.flatMap((each) => each.diagnostics);
    const sources = new Map(all.flatMap((each) => [...each.sources]));
    showFindings({ diagnostics, sources }, values, false);
    if (diagnostics.length === 0 && !values.quiet && (values.diagnostics ?? "pretty") === "pretty") {
      printError(`${all.length === 1 ? operands[0] : `${all.length} files`}: nothing to complain about\n`);
    }
    return hasErrors(diagnostics) ? EXIT.failed : EXIT.done;
  },
};

function findingsOf(flowFile: string, values: Parsed<typeof table>["values"]): Findings {
  const options = {
    filename: flowFile === STDIN ? "flow.py" : flowFile,
    levels: levelsOf(values),
    readModule: moduleReader(flowFile).readModule,
    ...(values.flow === undefined ? {} : { flow: values.flow }),
  };
  const { target } = values;
  if (target === undefined) return analyze(readSource(flowFile), options);
  const own = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(baked, name)));
  return compile(readSource(flowFile), { ...own, ...options, target });
}
