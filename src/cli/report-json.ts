import type { LineIndex } from "../diagnostics/position.ts";
import { lineIndex } from "../diagnostics/position.ts";
import type { Report } from "../report/report.ts";

/** The report as JSON: every construct of the source, what becomes of it, and where it stands. */
export function reportJson(report: Report | null, sources: ReadonlyMap<string, string>): string {
  const indexes = new Map<string, LineIndex>();
  const indexOf = (file: string): LineIndex => {
    const index = indexes.get(file) ?? lineIndex(sources.get(file) ?? "");
    indexes.set(file, index);
    return index;
  };
  const lines = (report?.lines ?? []).map(({ construct, name, treatment, place: { file, span } }) => {
    const { line, column } = indexOf(file).position(span.from);
    return { construct, name, treatment, file, line, column };
  });
  return `${JSON.stringify({ counts: report?.counts ?? null, lines }, null, 2)}\n`;
}
