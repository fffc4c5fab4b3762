import type { Diagnostic, Place } from "./diagnostic.ts";
import { displayText } from "./display.ts";
import { fixLines } from "./fix-lines.ts";
import { codeFrame, type Mark } from "./frame.ts";
import { type Paint, paintFor } from "./paint.ts";
import { type SourceIndex, whereIs } from "./sources.ts";

/** How many further places are shown. */
const maximumLabels = 3;

/** For people: the message, the source with what matters underlined, notes, and what to do. */
export function renderPretty(diagnostics: readonly Diagnostic[], sources: SourceIndex, color: boolean): string {
  return diagnostics
    .map((each) => `${renderOne(each, sources, paintFor(each.severity, color)).join("\n")}\n`)
    .join("\n");
}

function renderOne(it: Diagnostic, sources: SourceIndex, paint: Paint): string[] {
  const title = `${paint.primary(`${it.severity}[${it.code}]`)}${paint.strong(`: ${displayText(it.message)}`)}`;
  const frames = framesOf(it);
  const gutter = Math.max(1, ...frames.map((frame) => gutterOf(frame, sources)));
  const margin = " ".repeat(gutter);
  const lines = frames.flatMap(({ place, marks }, which) => {
    const head = `${margin}${paint.frame(which === 0 ? "-->" : ":::")} ${displayText(whereIs(place, sources))}`;
    const index = sources(place.file);
    return index ? [head, ...codeFrame(index, marks, gutter, paint)] : [head];
  });
  const details = [...it.notes.map((text) => ["note", text]), ...it.help.map((text) => ["help", text])];
  if (lines.length > 0 && (details.length > 0 || it.fix)) lines.push(`${margin} ${paint.frame("|")}`);
  for (const [kind = "", text = ""] of details) {
    const [first = "", ...rest] = text.split("\n").map(displayText);
    lines.push(
      `${margin} ${paint.frame("=")} ${paint.strong(kind)}: ${first}`,
      ...rest.map((row) => `${margin}         ${row}`),
    );
  }
  if (it.fix) {
    const change = fixLines(it.fix, sources, gutter, paint);
    lines.push(`${margin} ${paint.frame("=")} ${paint.strong("fix")}: ${displayText(it.fix.title)}`, ...change);
  }
  return [title, ...lines];
}

/** A frame for each file: that of the diagnostic first. */
function framesOf(it: Diagnostic): { place: Place; marks: Mark[] }[] {
  const frames = new Map<string, { place: Place; marks: Mark[] }>();
  const labels = it.labels.slice(0, maximumLabels).map((label) => ({ ...label, isPrimary: false }));
  const places = it.place ? [{ place: it.place, message: "", isPrimary: true }, ...labels] : labels;
  for (const { place, message, isPrimary } of places) {
    const frame = frames.get(place.file) ?? { place, marks: [] };
    frame.marks.push({ span: place.span, message, isPrimary });
    frames.set(place.file, frame);
  }
  return [...frames.values()];
}

function gutterOf({ place, marks }: { place: Place; marks: Mark[] }, sources: SourceIndex): number {
  const index = sources(place.file);
  if (!index) return 1;
  const last = Math.max(...marks.map(({ span }) => index.position(span.from).line));
  return String(Math.min(last + 1, index.count)).length;
}
