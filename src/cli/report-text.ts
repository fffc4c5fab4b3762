import { displayText } from "../diagnostics/display.ts";
import { indexSources, whereIs } from "../diagnostics/sources.ts";
import { textWidth } from "../diagnostics/width.ts";
import type { Treatment } from "../emit/emitter.ts";
import type { Report, ReportLine } from "../report/report.ts";

const meanings: Readonly<Record<Treatment, string>> = {
  mapped: "part of the generated file",
  forwarded: "left to Metaflow, which runs the tasks",
  deferred: "asked of the loaded flow when a run starts",
  unsupported: "not carried over",
};

/** The report for people: what becomes of every construct, those that are not carried over first. */
export function reportText(report: Report | null, sources: ReadonlyMap<string, string>): string {
  if (!report) return "there is no flow to report on\n";
  const index = indexSources((file) => sources.get(file));
  const kinds = (["unsupported", "deferred", "forwarded", "mapped"] as const).filter((kind) => report.counts[kind] > 0);
  const width = Math.max(0, ...report.lines.map((line) => textWidth(nameOf(line))));
  const sections = kinds.map((kind) => {
    const rows = report.lines
      .filter(({ treatment }) => treatment === kind)
      .map((line) => {
        const name = nameOf(line);
        return `  ${name}${" ".repeat(width - textWidth(name))}  ${displayText(whereIs(line.place, index))}`;
      });
    return `${kind}: ${meanings[kind]} (${rows.length})\n${rows.join("\n")}\n`;
  });
  return sections.join("\n");
}

function nameOf({ construct, name }: ReportLine): string {
  return displayText(`${construct} ${name}`);
}
