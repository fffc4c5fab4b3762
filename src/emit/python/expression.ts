import { textWidth } from "../../diagnostics/width.ts";
import { type Doc, hardline, indent, join } from "./doc.ts";

/**
 * A Python expression that is ready to print: its text on one line, and how to break it when that does not fit.
 * Most expressions fit, so documents are made on demand only.
 */
export interface Expression {
  /** The text on one line; empty where `forced`. */
  readonly flat: string;
  /** The document of it, where it has places to break at. */
  readonly doc: ((hide: Hide) => Doc) | null;
  /** Columns up to and including the first bracket, 0 where it begins with one or has none. */
  readonly open: number;
  /** It holds something that is spread over lines however short it is. */
  readonly forced: boolean;
  /** It is itself spread over lines, one item on each. */
  readonly rows: Rows | null;
  /** How tightly its operator binds, 0 without one. Operators are where it breaks, and a statement puts it in parentheses then. */
  readonly operators: number;
}

/** A bracketed list with one item a line. */
export interface Rows {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
}

/** A value between brackets, with what stands before it on the same line: `key: `, `keyword=` or nothing. */
export interface Item {
  readonly head: string;
  readonly value: Expression;
}

/**
 * Hands text to a document. prettier's idea of the width of non-ASCII text differs from ruff's in places, so such text is replaced by as
 * many ASCII characters as it has columns, and put back after printing: call it in the order of the text.
 */
export type Hide = (text: string) => string;

/** An expression, or the (dotted) name of one. */
export type Part = string | Expression;

// Regular expressions with Unicode properties take milliseconds to compile: most names do without.
const asciiName = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
const dottedName = /^[\p{ID_Start}_]\p{ID_Continue}*(?:\.[\p{ID_Start}_]\p{ID_Continue}*)*$/u;
const asciiType = /^[\w.,|[\]" ]+$/;
const typeText = /^[\p{ID_Continue}.,|[\]" ]+$/u;

/** An expression that never breaks. */
export function atom(flat: string): Expression {
  return { flat, doc: null, open: 0, forced: false, rows: null, operators: 0 };
}

/** Takes a name for an expression. Refuses all other text, so that no user's text is ever taken for code. */
export function toExpression(part: Part): Expression {
  if (typeof part !== "string") return part;
  if (!asciiName.test(part) && !dottedName.test(part))
    throw new TypeError(`not a Python name: ${JSON.stringify(part)}`);
  return atom(part);
}

/** The text of a type annotation: an expression, or names with `[]`, `|`, `,` and double quotes. */
export function toType(part: Part): string {
  if (typeof part !== "string") return part.flat;
  if (!asciiType.test(part) && !typeText.test(part)) throw new TypeError(`not a Python type: ${JSON.stringify(part)}`);
  return part;
}

/** An item that is a value alone. */
export function plainItem(part: Part): Item {
  return { head: "", value: toExpression(part) };
}

/** The document of an expression, also of one that cannot break. */
export function docOf(value: Expression, hide: Hide): Doc {
  if (value.rows) return rowsDoc(value.rows, hide);
  return value.doc ? value.doc(hide) : hide(value.flat);
}

/** The document of an item of a bracketed list. */
export function itemDoc(item: Item, hide: Hide): Doc {
  return item.head === "" ? docOf(item.value, hide) : [hide(item.head), docOf(item.value, hide)];
}

/** An expression with one item a line, and a comma after the last one: ruff leaves that alone, however short it is. */
export function spread(open: string, items: readonly Item[], close: string): Expression {
  return { ...atom(""), open: bracketAt(open), forced: true, rows: { open, items, close } };
}

/** Columns up to and including the bracket that a list opens with, 0 where nothing stands before it. */
export function bracketAt(open: string): number {
  return open.length > 1 ? textWidth(open) : 0;
}

function rowsDoc({ open, items, close }: Rows, hide: Hide): Doc {
  const before = hide(open);
  const docs = items.map((item) => itemDoc(item, hide));
  return [before, indent([hardline, join([",", hardline], docs), ","]), hardline, close];
}
