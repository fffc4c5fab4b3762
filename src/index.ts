import { type CompileOptions, type CompileResult, compileWith } from "./compile.ts";
import { dagster } from "./emit/dagster/index.ts";
import type { Emitter } from "./emit/emitter.ts";
import { dot } from "./emit/graph/dot.ts";
import { json } from "./emit/graph/json.ts";
import { mermaid } from "./emit/graph/mermaid.ts";
import { local } from "./emit/local/index.ts";
import { prefect } from "./emit/prefect/index.ts";

/** All targets, by name. */
export const targets = { local, prefect, dagster, json, mermaid, dot } as const satisfies Record<string, Emitter>;

/**
 * Compiles the Python source of a Metaflow flow. Synchronous and pure; never throws for a user's fault: what is wrong is
 * in `diagnostics`, and `files` is then empty.
 */
export function compile(source: string, options: CompileOptions): CompileResult {
  return compileWith(targets, source, options);
}

export {
  type AnalyzeOptions,
  type AnalyzeResult,
  analyze,
  type CompileOptions,
  type CompileResult,
} from "./compile.ts";
export type { Diagnostic, Place, Severity } from "./diagnostics/diagnostic.ts";
export type { Levels } from "./diagnostics/levels.ts";
export { formatDiagnostics } from "./diagnostics/render.ts";
export type { Span } from "./diagnostics/span.ts";
export {
  type Capabilities,
  defineEmitter,
  type EmitContext,
  type EmitSource,
  type EmittedFile,
  type Emitter,
  type Treatment,
} from "./emit/emitter.ts";
export type { Argument, Decorator } from "./ir/decorator.ts";
export type { ReadModule } from "./ir/execute/interpreter.ts";
export type { Flow, Step, StepType } from "./ir/flow.ts";
export type { FlowParameter, ParameterType } from "./ir/parameter.ts";
export type { Body, Plan, Region } from "./ir/regions/region.ts";
export type { SwitchCase, Target } from "./ir/transition.ts";
export type { CodeValue, Value } from "./ir/value.ts";
export type { MetaflowOptions, OptionSpec, OptionTable, OptionValues } from "./options.ts";
export type { Report, ReportLine } from "./report/report.ts";
export { VERSION as version } from "./version.ts";
