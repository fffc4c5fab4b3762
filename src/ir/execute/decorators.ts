import type { PyExpression } from "../../parser/ast.ts";
import { type PythonObject, type Scope, UNKNOWN } from "../objects.ts";
import { evaluateObject, truth } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";

/** What stands behind an `@`. A function call is not followed here: what matters is which function makes the decorator. */
export function resolveDecorator(interpreter: Interpreter, expression: PyExpression, scope: Scope): PythonObject {
  if (expression.kind === "call") {
    const maker = evaluateObject(interpreter, expression.callee, scope);
    if (maker.kind === "function" || (maker.kind === "standard" && maker.name === "functools.lru_cache")) return maker;
  }
  const isOpen = expression.kind === "conditional" && truth(interpreter, expression.test, scope) === null;
  return isOpen ? UNKNOWN : evaluateObject(interpreter, expression, scope);
}

/** The dotted name by which a decorator is known to its reader, without arguments. */
export function decoratorText(expression: PyExpression, scope: Scope): string {
  const named = expression.kind === "call" ? expression.callee : expression;
  return scope.source.text.slice(named.span.from, named.span.to);
}
