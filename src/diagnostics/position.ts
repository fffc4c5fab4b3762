/** A line and a column, both from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of one text. Lines end with `\n`, `\r\n` or `\r`, as in Python. */
export interface LineIndex {
  /** How many lines there are; at least one. */
  readonly count: number;
  /** Where an offset is. Offsets outside of the text are taken for its nearest end. */
  position(offset: number): Position;
  /** Where a line begins. */
  start(line: number): number;
  /** A line without its end; `""` for a line that does not exist. */
  text(line: number): string;
  /** Some lines with their ends. */
  lines(first: number, last: number): string;
}

/** Finds the lines of a text, once; each question then costs a binary search. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r]/g)) starts.push(index + end.length);
  const start = (line: number): number => starts[line - 1] ?? text.length;
  return {
    count: starts.length,
    start,
    text: (line) => text.slice(start(line), start(line + 1)).replace(/[\n\r]+$/, ""),
    lines: (first, last) => text.slice(start(first), start(last + 1)),
    position(offset) {
      const at = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
    },
  };
}
