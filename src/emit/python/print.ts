import { textWidth } from "../../diagnostics/width.ts";
import { type Doc, group, hardline, ifBreak, indent, printDoc, softline } from "./doc.ts";
import { docOf, type Expression, type Hide, itemDoc } from "./expression.ts";

/** Columns that a line of output has. */
export const lineWidth = 88;

/** One step of indentation. */
export const indentation = "    ";

/** What a line holds beside an expression: `target = ` before it, `:` after it. */
export interface Around {
  readonly head: string;
  readonly tail: string;
}

/**
 * The lines of a statement that has one expression in it, without the indentation of its block.
 *
 * Nearly all fit on one line, and what is spread over lines on purpose has its lines already, so prettier's printer, which costs
 * a hundred times as much, sees only what is too long.
 */
export function layOut({ head, tail }: Around, value: Expression, columns: number): string[] {
  return quickLines(head, value, tail, columns) ?? docLines((hide) => statementDoc(head, value, tail, columns, hide), columns);
}

function quickLines(head: string, value: Expression, tail: string, columns: number): string[] | null {
  if (value.rows) {
    const { open, items, close } = value.rows;
    const lines = items.flatMap((item) => {
      const quick = quickLines(item.head, item.value, ",", columns - 4);
      return quick ?? docLines((hide) => [itemDoc(item, hide), ","], columns - 4);
    });
    return [head + open, ...lines.map((line) => indentation + line), close + tail];
  }
  const line = head + value.flat + tail;
  return !value.forced && textWidth(line) <= columns ? [line] : null;
}

/** How ruff breaks what is right of `=`, `return`, `if` …: within its own brackets, or within parentheses that it adds. */
function statementDoc(head: string, value: Expression, tail: string, columns: number, hide: Hide): Doc {
  const before = hide(head);
  const inner = docOf(value, hide);
  if (value.operators) {
    return [before, group([ifBreak("("), indent([softline, inner]), softline, ifBreak(")")]), tail];
  }
  const wrapped = value.doc
    ? value.open > 0 && textWidth(head) + value.open > columns && value.open <= columns - 4
    : head !== "" && !value.rows && textWidth(value.flat) <= columns - 4;
  return wrapped ? [before, "(", indent([hardline, inner]), hardline, ")", tail] : [before, inner, tail];
}

/**
 * Prints a document. Text beyond ASCII is hidden from prettier, whose idea of its width is not ruff's: as many DEL characters stand for it
 * as it has columns, which no text contains, since literals escape them.
 */
export function docLines(make: (hide: Hide) => Doc, columns: number): string[] {
  const hidden: string[] = [];
  const doc = make((text) => {
    const width = textWidth(text);
    if (width === text.length && /^[\x20-\x7e]*$/.test(text)) return text;
    hidden.push(text);
    return "\x7f".repeat(width);
  });
  const printed = printDoc(doc, columns);
  if (hidden.length === 0) return printed.split("\n");
  let next = 0;
  const restored = printed.replace(/\x7f+/g, (run) => {
    const texts: string[] = [];
    for (let left = run.length; left > 0; left -= textWidth(texts.at(-1) ?? "")) texts.push(hidden[next++] ?? "");
    return texts.join("");
  });
  return restored.split("\n");
}
