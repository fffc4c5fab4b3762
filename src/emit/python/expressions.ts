import { type BracketOptions, bracketed } from "./brackets.ts";
import { type Doc, group, line } from "./doc.ts";
import {
  atom,
  docOf,
  type Expression,
  type Hide,
  type Item,
  type Part,
  plainItem,
  toExpression,
} from "./expression.ts";
import { stringLiteral } from "./literals.ts";

/** `name=value`, an argument of a call. */
export interface Keyword {
  readonly keyword: string;
  readonly value: Part;
}

/** A name, of any number of dotted parts. */
export function name(dotted: string): Expression {
  return toExpression(dotted);
}

/** Python text that an author of an emitter wrote. Never a text that comes from the flow. */
export function verbatim(text: string): Expression {
  if (/[\n\r]/.test(text)) throw new TypeError("an expression is one line");
  return atom(text);
}

/** `name=value` in a call. */
export function keyword(keyword: string, value: Part): Keyword {
  return { keyword, value };
}

/** `callee(…)`. */
export function call(callee: Part, args: readonly (Part | Keyword)[] = [], options?: BracketOptions): Expression {
  return bracketed({ open: `${operand(callee)}(`, close: ")", twoStage: true }, args.map(argument), options);
}

/** `object[…]`. */
export function subscript(object: Part, index: Part | readonly Part[]): Expression {
  const items = isList(index) ? index.map(plainItem) : [plainItem(index)];
  return bracketed({ open: `${operand(object)}[`, close: "]", twoStage: true }, items);
}

/** `object.name`. */
export function attribute(object: Part, name: string): Expression {
  const { rows, doc, ...rest } = toExpression(object);
  const tail = `.${toExpression(name).flat}`;
  return {
    ...rest,
    flat: rest.operators ? `(${rest.flat})${tail}` : rest.flat + tail,
    doc: doc && !rest.operators ? (hide) => [doc(hide), hide(tail)] : null,
    rows: rows && { ...rows, close: rows.close + tail },
    operators: 0,
  };
}

/** `await value`. */
function awaitExpression(value: Part): Expression {
  return prefixed("await ", toExpression(value));
}

/** `*value`, or `**value` where `marks` says so. */
export function star(value: Part, marks: "*" | "**" = "*"): Expression {
  return prefixed(marks, toExpression(value));
}

function prefixed(prefix: string, value: Expression): Expression {
  const { doc, rows } = value;
  if (value.operators) return atom(`${prefix}(${value.flat})`);
  return {
    flat: value.forced ? "" : prefix + value.flat,
    doc: doc && ((hide) => [prefix, doc(hide)]),
    open: value.open && value.open + prefix.length,
    forced: value.forced,
    rows: rows && { ...rows, open: prefix + rows.open },
    operators: 0,
  };
}

/** `f"…"`: strings are text, everything else is put in braces. What is in braces has no quotes and no backslashes (Python before 3.12). */
export function fstring(parts: readonly (string | { readonly value: Part })[]): Expression {
  const text = parts.map((part) => {
    if (typeof part === "string") return part.replace(/[{}]/g, "$&$&");
    const { flat } = toExpression(part.value);
    if (flat === "" || /["'\\{}]/.test(flat)) throw new TypeError(`not possible inside an f-string: ${flat}`);
    return `{${flat}}`;
  });
  return atom(`f${stringLiteral(text.join(""))}`);
}

const precedences: Readonly<Record<string, number>> = {
  or: 2,
  and: 3,
  "|": 6,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  "//": 8,
  "%": 8,
};
const comparison = 5;

/** `left operator right`: arithmetic, or a comparison. */
export function binary(left: Part, operator: string, right: Part): Expression {
  return chain([toExpression(left), toExpression(right)], operator, precedences[operator] ?? comparison);
}

/** `a and b and …`. */
export function and(...values: readonly Part[]): Expression {
  return chain(values.map(toExpression), "and", 3);
}

/** `a or b or …`. */
export function or(...values: readonly Part[]): Expression {
  return chain(values.map(toExpression), "or", 2);
}

/** `not value`. */
export function not(value: Part): Expression {
  const { flat, operators } = toExpression(value);
  return { ...atom(`not ${operators > 0 && operators < comparison ? `(${flat})` : flat}`), operators: 4 };
}

/** `whenTrue if test else whenFalse`. */
export function conditional(test: Part, whenTrue: Part, whenFalse: Part): Expression {
  const [yes, condition, no] = [whenTrue, test, whenFalse].map((part) => inParentheses(toExpression(part), 1));
  if (!yes || !condition || !no) throw new TypeError("unreachable");
  return operation(`${yes.flat} if ${condition.flat} else ${no.flat}`, 1, (hide) => [
    docOf(yes, hide),
    [line, "if ", docOf(condition, hide)],
    [line, "else ", docOf(no, hide)],
  ]);
}

function chain(values: readonly Expression[], operator: string, precedence: number): Expression {
  const parts = values.map((value) => inParentheses(value, precedence));
  const flat = parts.map((part) => part.flat).join(` ${operator} `);
  return operation(flat, precedence, (hide) =>
    parts.map((part, index): Doc => (index === 0 ? docOf(part, hide) : [line, `${operator} `, docOf(part, hide)])),
  );
}

function operation(flat: string, operators: number, parts: (hide: Hide) => Doc[]): Expression {
  return { ...atom(flat), doc: (hide) => group(parts(hide)), operators };
}

function inParentheses(value: Expression, precedence: number): Expression {
  if (value.forced) throw new TypeError("an operand cannot be spread over lines");
  return value.operators > 0 && value.operators <= precedence ? atom(`(${value.flat})`) : value;
}

function operand(part: Part): string {
  const value = toExpression(part);
  if (value.forced) throw new TypeError("what is called cannot be spread over lines");
  return value.operators > 0 ? `(${value.flat})` : value.flat;
}

function argument(it: Part | Keyword): Item {
  if (typeof it === "string" || "flat" in it) return plainItem(it);
  return { head: `${toExpression(it.keyword).flat}=`, value: toExpression(it.value) };
}

const isList = (index: Part | readonly Part[]): index is readonly Part[] => Array.isArray(index);

export { awaitExpression as await };
