import * as codes from "../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../diagnostics/diagnostic.ts";
import { type ClassObject, isFlow } from "./objects.ts";

/** What the choice of a flow class depends on. */
export interface Selection {
  readonly file: string;
  /** The class that the caller asked for. */
  readonly flow: string | undefined;
  readonly classes: readonly ClassObject[];
  /** Flows that were called, in order, and whether that is certain. */
  readonly started: readonly { readonly flow: ClassObject; readonly isCertain: boolean }[];
  readonly report: DiagnosticSink;
}

/** The flows of which each may be the first that is called: those that only a condition starts, and the first that is certain. */
function possiblyStarted(started: Selection["started"]): ClassObject[] {
  const first = started.findIndex(({ isCertain }) => isCertain);
  const candidates = first < 0 ? started : started.slice(0, first + 1);
  return [...new Set(candidates.map(({ flow }) => flow))].sort((a, b) => a.place.span.from - b.place.span.from);
}

/**
 * The flow class to compile: the one asked for; else the one that the file starts (Metaflow runs the first that is
 * called); else the only one that is no base of another. Reports why there is none.
 */
export function selectFlow({ file, flow, classes, started, report }: Selection): ClassObject | null {
  const flows = classes.filter(isFlow);
  const own = flows.filter((each) => each.source.file === file);
  const listed = own.map((each) => each.name).join(", ");
  if (flow !== undefined) {
    const found = own.findLast((each) => each.name === flow) ?? flows.findLast((each) => each.name === flow);
    if (!found) report(diagnostic(codes.flow_not_found({ flow, flows: listed || "none" }), null));
    return found ?? null;
  }
  const possible = possiblyStarted(started);
  if (possible[0] && !possible[1]) return possible[0];
  const leaves =
    possible.length > 0
      ? possible
      : own.filter((each) => !flows.some((other) => other !== each && other.lineage.includes(each)));
  const [only, second] = leaves;
  if (only && !second) return only;
  if (second) {
    const labels = leaves.map((each) => ({ place: each.place, message: "a flow" }));
    report(
      diagnostic(codes.several_flows({ flows: leaves.map((each) => each.name).join(", ") }), second.place, { labels }),
    );
    return null;
  }
  const suspect = classes.find((each) => each.source.file === file && each.unknownBases.length > 0);
  const base = suspect?.unknownBases[0];
  if (suspect && base) report(diagnostic(codes.base_unknown({ class: suspect.name, base: base.text }), base.place));
  report(diagnostic(codes.flow_missing({ file }), null));
  return null;
}
