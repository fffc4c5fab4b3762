import { type BracketOptions, bracketed } from "./brackets.ts";
import { atom, type Expression, type Part, plainItem, toExpression } from "./expression.ts";

/** `[…]`. */
export function list(items: readonly Part[], options?: BracketOptions): Expression {
  return bracketed({ open: "[", close: "]", twoStage: false }, items.map(plainItem), options);
}

/** `(…)`, always with its parentheses. */
export function tuple(items: readonly Part[], options?: BracketOptions): Expression {
  return bracketed({ open: "(", close: ")", twoStage: false, tuple: true }, items.map(plainItem), options);
}

/** `{…}`, or `set()`. */
export function set(items: readonly Part[], options?: BracketOptions): Expression {
  if (items.length === 0) return atom("set()");
  return bracketed({ open: "{", close: "}", twoStage: false }, items.map(plainItem), options);
}

/** `{key: value, …}`. Keys stay on one line. */
export function dict(entries: readonly (readonly [key: Part, value: Part])[], options?: BracketOptions): Expression {
  const items = entries.map(([key, value]) => ({ head: `${toExpression(key).flat}: `, value: toExpression(value) }));
  return bracketed({ open: "{", close: "}", twoStage: false }, items, options);
}
