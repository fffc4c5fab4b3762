import * as codes from "./diagnostics/codes.generated.ts";
import { type Diagnostic, type DiagnosticSink, diagnostic } from "./diagnostics/diagnostic.ts";
import { applyLevels, type Levels } from "./diagnostics/levels.ts";
import type { EmitContext, EmittedFile, Emitter } from "./emit/emitter.ts";
import { reportLimits } from "./emit/limits.ts";
import { type BuildResult, buildFlow } from "./ir/build.ts";
import type { ReadModule } from "./ir/execute/interpreter.ts";
import type { Flow } from "./ir/flow.ts";
import { checkOptions, METAFLOW_OPTIONS, type MetaflowOptions, type OptionValues } from "./options.ts";
import { parseModule } from "./parser/parse.ts";
import type { Trees } from "./parser/trees.ts";
import { auditReport } from "./report/audit.ts";
import { type Report, type ReportLine, reportOf } from "./report/report.ts";
import { sourceHash } from "./source-hash.ts";
import { VERSION } from "./version.ts";

/** What the analysis of a flow may be told. */
export interface AnalyzeOptions {
  /** Name of the source, for messages and the generated file; `flow.py` by default. */
  readonly filename?: string;
  /** Which flow class, where the file has several. */
  readonly flow?: string;
  /** Gives the text of modules that the file imports; without it they stay unknown. */
  readonly readModule?: ReadModule;
  /** Other severities for diagnostics, by code. */
  readonly levels?: Levels;
  /** The result for an earlier text of the same file: what the two have in common is not parsed again. */
  readonly previous?: AnalyzeResult | undefined;
}

/** Under this key a result remembers its trees for the next one; it is no part of what the result says. */
const TREES = Symbol("trees");

/** What an analysis gives. */
export interface AnalyzeResult {
  /** The flow as far as it could be read; `null` where there is none. */
  readonly flow: Flow | null;
  /** In source order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file that was read, by name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly [TREES]?: Trees["now"];
}

/** What a compile is told: a target, Metaflow's own options, and those of the target. */
export type CompileOptions = AnalyzeOptions &
  MetaflowOptions & {
    /** A target's name, or a target. */
    readonly target: string | Emitter;
    /** Path from the folder of the generated file to the flow file; by default both are in one folder. */
    readonly flowPath?: string;
    /** SHA-256 of the flow file's bytes in hexadecimal digits, where they are not the source in UTF-8. */
    readonly fileHash?: string;
  };

/** What a compile gives. */
export interface CompileResult extends AnalyzeResult {
  /** The generated files; empty where there are errors. */
  readonly files: readonly EmittedFile[];
  /** The contents of the first file, or `""`. */
  readonly code: string;
  /** What becomes of every construct of the source; `null` where there is no flow. */
  readonly report: Report | null;
}

interface Analysis {
  readonly built: BuildResult;
  readonly diagnostics: Diagnostic[];
  readonly report: DiagnosticSink;
  readonly file: string;
}

/** Reads a flow: graph, parameters, decorators, and everything that is wrong with it. Never throws for a user's fault. */
export function analyze(source: string, options: AnalyzeOptions = {}): AnalyzeResult {
  return guarded(source, options, (trees) => {
    const { built, diagnostics } = runAnalysis(source, options, trees);
    return result(built, diagnostics, options.levels);
  });
}

/** No text may end in an exception: one that does is a fault of ours, and is said to be. */
function guarded<Result extends AnalyzeResult>(
  source: string,
  { filename = "flow.py", previous }: AnalyzeOptions,
  work: (trees: Trees) => Result,
  rest?: Omit<Result, keyof AnalyzeResult>,
): Result {
  try {
    const trees: Trees = { before: previous?.[TREES] ?? new Map(), now: new Map() };
    return Object.defineProperty(work(trees), TREES, { value: trees.now });
  } catch (fault) {
    const text = codes.internal_fault({
      fault: fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault),
    });
    const nothing: AnalyzeResult = {
      flow: null,
      diagnostics: [diagnostic(text, null)],
      sources: new Map([[filename, source]]),
    };
    return { ...nothing, ...rest } as Result;
  }
}

function runAnalysis(source: string, { filename, flow, readModule }: AnalyzeOptions, trees: Trees): Analysis {
  const file = filename ?? "flow.py";
  const diagnostics: Diagnostic[] = [];
  let hasSyntaxError = false;
  const reportSyntax: DiagnosticSink = (each) => {
    hasSyntaxError ||= each.severity === "error";
    diagnostics.push(each);
  };
  // Behind a syntax error steps are lost or run together; what the analysis makes of that would only mislead.
  const report: DiagnosticSink = (each) => void (hasSyntaxError || diagnostics.push(each));
  const parse = (text: string, name: string) => parseModule(text, name, reportSyntax, trees);
  return { built: buildFlow({ text: source, file, flow, readModule, parse, report }), diagnostics, report, file };
}

function result(built: BuildResult, diagnostics: readonly Diagnostic[], levels: Levels | undefined): AnalyzeResult {
  const sources = new Map([...built.sources].map(([name, { text }]) => [name, text]));
  return { flow: built.flow, diagnostics: applyLevels(diagnostics, levels ?? {}), sources };
}

/** Compiles a flow for one of `emitters`, or for a target that is passed as a value. Never throws for a user's fault. */
export function compileWith(
  emitters: Readonly<Record<string, Emitter>>,
  source: string,
  options: CompileOptions,
): CompileResult {
  return guarded(source, options, (trees) => compileUnguarded(emitters, source, options, trees), {
    files: [],
    code: "",
    report: null,
  });
}

/** Those that are neither Metaflow's nor a target's. */
const OWN_OPTIONS: ReadonlySet<string> = new Set<Exclude<keyof CompileOptions, keyof MetaflowOptions>>([
  "target",
  "filename",
  "flow",
  "readModule",
  "levels",
  "previous",
  "flowPath",
  "fileHash",
]);

function compileUnguarded(
  emitters: Readonly<Record<string, Emitter>>,
  source: string,
  options: CompileOptions,
  trees: Trees,
): CompileResult {
  const { target, levels, flowPath, fileHash } = options;
  const rest: MetaflowOptions = Object.fromEntries(Object.entries(options).filter(([name]) => !OWN_OPTIONS.has(name)));
  const analysis = runAnalysis(source, options, trees);
  const { built, diagnostics, report, file } = analysis;
  const emitter =
    typeof target === "string" ? (Object.hasOwn(emitters, target) ? emitters[target] : undefined) : target;
  if (!emitter) {
    report(
      diagnostic(codes.target_unknown({ target: String(target), targets: Object.keys(emitters).join(", ") }), null),
    );
    return { ...result(built, diagnostics, levels), files: [], code: "", report: null };
  }
  checkOptions([METAFLOW_OPTIONS, emitter.options], rest, report);
  const { flow, owner } = built;
  if (!flow || !owner) return { ...result(built, diagnostics, levels), files: [], code: "", report: null };
  const accounted = reportOf(flow, emitter.capabilities);
  if (emitter.capabilities.runs) reportLimits(flow, emitter, options.environment, report);
  auditInto(analysis, owner, accounted.lines);
  const analyzed = result(built, diagnostics, levels);
  const hasErrors = analyzed.diagnostics.some(({ severity }) => severity === "error");
  if (hasErrors && emitter.capabilities.runs) return { ...analyzed, files: [], code: "", report: accounted };
  const stem = baseName(file).replace(/\.py$/, "");
  const reported = diagnostics.length;
  const context: EmitContext = {
    flow,
    plan: flow.plan,
    source: { file, sha256: fileHash ?? sourceHash(source), path: flowPath ?? baseName(file) },
    version: VERSION,
    metaflow: rest,
    options: rest as OptionValues<typeof emitter.options>,
    report,
  };
  const contents = emitter.emit(context);
  return {
    ...(diagnostics.length === reported ? analyzed : result(built, diagnostics, levels)),
    files: [{ path: emitter.fileName(stem, flow), contents }, ...(emitter.companions?.(context) ?? [])],
    code: contents,
    report: accounted,
  };
}

function auditInto(
  { diagnostics, report }: Analysis,
  owner: NonNullable<BuildResult["owner"]>,
  lines: readonly ReportLine[],
): void {
  const complaints = diagnostics.flatMap(({ place }) => place ?? []);
  for (const what of auditReport({ owner, lines, complaints }))
    report(diagnostic(codes.audit_failed({ what }), owner.place));
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
