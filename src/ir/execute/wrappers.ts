import type { PyExpression, PyFunction } from "../../parser/ast.ts";

/**
 * The function that takes the place of what a decorator decorates, or `null` where the decorated function stays the one
 * that Metaflow sees: the decorator returns it, wraps it with `functools.wraps`, or cannot be followed.
 * `isFactory`: the decorator was called with arguments, and gives the real decorator.
 */
export function wrapperOf(decorator: PyFunction, isFactory: boolean): PyFunction | null {
  const returned = returnedFunction(decorator);
  if (!returned) return null;
  if (isFactory) return wrapperOf(returned, false);
  return returned.decorators.some(({ expression }) => isWraps(expression)) ? null : returned;
}

function returnedFunction(outer: PyFunction): PyFunction | null {
  const last = outer.body().findLast((statement) => statement.kind === "return");
  if (last?.value?.kind !== "name") return null;
  const { name } = last.value;
  const inner = outer.body().findLast((statement) => statement.kind === "function" && statement.name === name);
  return inner?.kind === "function" ? inner : null;
}

function isWraps(expression: PyExpression): boolean {
  const callee = expression.kind === "call" ? expression.callee : expression;
  return (
    (callee.kind === "name" && callee.name === "wraps") || (callee.kind === "attribute" && callee.name === "wraps")
  );
}
