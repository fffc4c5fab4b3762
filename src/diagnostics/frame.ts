import { cutAround, displayText } from "./display.ts";
import type { Paint } from "./paint.ts";
import type { LineIndex } from "./position.ts";
import type { Span } from "./span.ts";
import { textWidth } from "./width.ts";

/** One marked range of a code frame. */
export interface Mark {
  readonly span: Span;
  /** The place of the diagnostic itself; others explain it. */
  readonly isPrimary: boolean;
  /** What stands behind the carets. */
  readonly message: string;
}

/** Columns of a terminal that a frame may take. */
const frameWidth = 120;

/** Lines without a mark that are shown before and after the first mark. */
const context = 1;

/** The lines of a source file that have marks, with carets under the primary mark and dashes under the others. */
export function codeFrame(index: LineIndex, marks: readonly Mark[], gutter: number, paint: Paint): string[] {
  const marked = marks.map((mark) => ({ ...mark, line: index.position(mark.span.from).line }));
  const shown = linesToShow(
    marked.map(({ line }) => line),
    index,
  );
  const bar = paint.frame("|");
  const rows = shown.flatMap((line, at): string[] => {
    const gap = at > 0 && line > (shown[at - 1] ?? 0) + 1 ? [paint.frame("...")] : [];
    const here = marked.filter((mark) => mark.line === line);
    const text = displayText(index.text(line));
    const columns = here.map((mark) => columnsOf(index, line, mark.span));
    const { text: visible, skipped } = cutAround(text, columns[0]?.from ?? 0, frameWidth - gutter - 3);
    const source = `${paint.frame(`${String(line).padStart(gutter)} |`)} ${visible}`.trimEnd();
    const carets = here.flatMap((mark, which) => {
      const { from, to } = columns[which] ?? { from: 0, to: 1 };
      const start = from - skipped;
      const room = textWidth(visible) - start;
      if (start < 0 || room < 0) return [];
      const underline = (mark.isPrimary ? "^" : "-").repeat(Math.max(1, Math.min(to - from, Math.max(room, 1))));
      const words = mark.message === "" ? underline : `${underline} ${displayText(mark.message)}`;
      return [
        `${" ".repeat(gutter)} ${bar} ${" ".repeat(start)}${mark.isPrimary ? paint.primary(words) : paint.frame(words)}`,
      ];
    });
    return [...gap, source, ...carets];
  });
  return [`${" ".repeat(gutter)} ${bar}`, ...rows];
}

/** The marked lines, and some around the first mark; never blank ones at the edges. */
function linesToShow(marked: readonly number[], index: LineIndex): number[] {
  const [main = 1] = marked;
  const around: number[] = [];
  for (let line = main - context; line <= main + context; line++) {
    if (line >= 1 && line <= index.count && index.text(line).trim() !== "") around.push(line);
  }
  return [...new Set([...marked, ...around])].sort((a, b) => a - b);
}

/** The columns (from 0) that the part of a span on a line takes on the screen. */
function columnsOf(index: LineIndex, line: number, span: Span): { from: number; to: number } {
  const start = index.start(line);
  const text = index.text(line);
  const column = (offset: number): number => textWidth(displayText(text.slice(0, Math.max(0, offset - start))));
  return { from: column(span.from), to: column(Math.min(span.to, start + text.length)) };
}
