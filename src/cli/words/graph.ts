import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { flowJson } from "../../emit/graph/json.ts";
import { type CompileResult, compile } from "../../index.ts";
import { fault } from "../fault.ts";
import { type CliTable, COMMON_OPTIONS, FLOW_OPTION } from "../options.ts";
import { parseWords } from "../parse-words.ts";
import { printOut } from "../print.ts";
import { moduleReader } from "../read-module.ts";
import { readSource, STDIN } from "../read-source.ts";
import { hasErrors, levelsOf, showFindings } from "../show.ts";
import { EXIT, type Word } from "../word.ts";

const FORMATS = ["json", "mermaid", "dot"] as const;

const GRAPH_OPTIONS = {
  format: { type: "text", flag: "format", placeholder: "FORMAT", choices: FORMATS, help: "What to print (json)." },
  ...FLOW_OPTION,
} as const satisfies CliTable;

/** `graph FLOW` */
export const graphWord: Word = {
  name: "graph",
  operands: "FLOW [--format FORMAT] [options]",
  summary:
    "Print the graph of a flow, also of one that has errors (exit code 1). FLOW is a Python file, or - for standard input.",
  options: { Options: GRAPH_OPTIONS, "Options of every word": COMMON_OPTIONS },
  run(words) {
    const { values, operands } = parseWords(words, { ...GRAPH_OPTIONS, ...COMMON_OPTIONS });
    const [flowFile, ...more] = operands;
    if (flowFile === undefined || more.length > 0) {
      throw fault("graph takes one flow file", "metaflow-transpile graph FLOW --format json");
    }
    const target = values.format ?? "json";
    const result = compile(readSource(flowFile), {
      target,
      filename: flowFile === STDIN ? "flow.py" : flowFile,
      levels: levelsOf(values),
      readModule: moduleReader(flowFile).readModule,
      ...(values.flow === undefined ? {} : { flow: values.flow }),
    });
    showFindings(result, values, true);
    printOut(target === "json" ? graphJson(result) : result.code);
    return hasErrors(result.diagnostics) ? EXIT.failed : EXIT.done;
  },
};

/** The graph as the target `json` has it, and the verdict of Metaflow's own linter on it. */
function graphJson({ flow, diagnostics }: CompileResult): string {
  const graph = flow ? flowJson(flow) : { flow: null };
  return `${JSON.stringify({ ...graph, lint: lintOf(diagnostics) }, null, 1)}\n`;
}

/** What Metaflow's linter would say: nothing, its message and line, or the exception in which it would end. */
function lintOf(diagnostics: readonly Diagnostic[]): unknown {
  const compat = diagnostics.find((each) => each.compat)?.compat;
  if (!compat) return null;
  return /^IndexError\b/.test(compat.message) ? { internal_error: compat.message } : compat;
}
