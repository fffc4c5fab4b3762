import { fitsInto, textWidth } from "../../diagnostics/width.ts";
import { type Doc, group, ifBreak, indent, printDoc, softline } from "./doc.ts";
import { docOf, type Expression, type Hide, type Item, itemDoc } from "./expression.ts";

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
  const line = head + value.flat + tail;
  if (!value.forced && fitsInto(columns, line)) return [line];
  if (wantsParentheses(head, value, columns)) {
    const inner = itemLines({ head: "", value }, "", columns - indentation.length);
    const lines = [`${head}(`, ...inner.map((row) => indentation + row), `)${tail}`];
    // Parentheses that do not help are left out, but after an annotation with brackets: ruff would break that instead.
    if (head.endsWith("] = ") || lines.every((row) => textWidth(row) <= columns)) return lines;
  }
  if (!value.operators) return itemLines({ head, value }, tail, columns);
  return docLines((hide) => {
    const before = hide(head);
    return [before, group([ifBreak("("), indent([softline, docOf(value, hide)]), softline, ifBreak(")")]), tail];
  }, columns);
}

/** Whether ruff would rather put parentheses around a value than break it: it has no brackets, or they begin too far to the right. */
function wantsParentheses(head: string, value: Expression, columns: number): boolean {
  if (value.operators > 0) return false;
  if (!value.doc && !value.rows) return head !== "";
  return value.open > 0 && textWidth(head) + value.open > columns;
}

/** The lines of a value that stands between brackets. */
function itemLines({ head, value }: Item, tail: string, columns: number): string[] {
  if (value.rows) {
    const { open, items, close } = value.rows;
    const lines = items.flatMap((item) => itemLines(item, ",", columns - indentation.length));
    return [head + open, ...lines.map((line) => indentation + line), close + tail];
  }
  const line = head + value.flat + tail;
  if (!value.forced && fitsInto(columns, line)) return [line];
  return docLines((hide) => [itemDoc({ head, value }, hide), tail], columns);
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
