/** What is wrong with a line's indentation; `null` when nothing is. */
export type IndentationFault = "inconsistent" | "unexpected" | "missing" | "deep" | null;

/** The open blocks of a file, with CPython's two ways of counting tabs: to multiples of 8, and as one column. */
export interface Indentation {
  /** Takes the indentation `text[from, to)` of a logical line; `opens` when the line before ended with a colon. */
  line(from: number, to: number, opens: boolean, opener: string): IndentationFault;
  /** Forgets the line that was taken last. */
  undo(): void;
  /** The word that opened the innermost block. */
  opener(): string;
}

/** CPython refuses more blocks inside each other. */
const DEEPEST = 100;

function columnOf(text: string, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) column += text.charCodeAt(at) === 9 ? 8 - (column % 8) : 1;
  return column;
}

/** Starts with the block of the module. */
export function createIndentation(text: string): Indentation {
  const levels = [{ column: 0, narrow: 0, opener: "" }];
  let closed: typeof levels = [];
  let depth = 1;
  return {
    line(from, to, opens, opener) {
      closed = [];
      depth = levels.length;
      const column = columnOf(text, from, to);
      const narrow = to - from;
      let top = levels.at(-1) as (typeof levels)[number];
      if (column > top.column) {
        levels.push({ column, narrow, opener: opens ? opener : "" });
        if (narrow <= top.narrow) return "inconsistent";
        if (levels.length > DEEPEST) return "deep";
        return opens ? null : "unexpected";
      }
      while (column < top.column) {
        closed.unshift(levels.pop() as (typeof levels)[number]);
        top = levels.at(-1) as (typeof levels)[number];
      }
      if (column !== top.column) {
        levels.push({ column, narrow, opener: "" });
        return "inconsistent";
      }
      if (narrow !== top.narrow) return "inconsistent";
      return opens ? "missing" : null;
    },
    undo() {
      levels.length = depth - closed.length;
      levels.push(...closed);
    },
    opener: () => (levels.at(-1) as (typeof levels)[number]).opener,
  };
}
