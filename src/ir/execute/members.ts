import type { Place } from "../../diagnostics/diagnostic.ts";
import type { PyCall, PyExpression } from "../../parser/ast.ts";
import { type ClassObject, isFlow, type PythonObject, type Scope } from "../objects.ts";
import { placeOf } from "./calls.ts";
import { evaluateObject, evaluateValue } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { lookUp } from "./scope.ts";

/** `Flow.name = …` after the class statement: in time for a parameter, too late for a step (`FlowSpecMeta` in metaflow/flowspec.py). */
export function setMember(owner: ClassObject, name: string, object: PythonObject, place: Place): void {
  if (name === "__name__") {
    if (object.kind === "value" && object.value.kind === "string") owner.name = object.value.value;
    return;
  }
  const isStep = object.kind === "step" || owner.members.get(name)?.kind === "step";
  if (isStep && isFlow(owner)) owner.late.set(name, place);
  owner.members.set(name, object);
}

/** `owner.name = …` and `locals()["name"] = …`. */
export function bindThrough(
  interpreter: Interpreter,
  target: PyExpression,
  object: PythonObject,
  value: PyExpression,
  scope: Scope,
): void {
  if (target.kind === "attribute") {
    if (target.object.kind === "call") return;
    const owner = evaluateObject(interpreter, target.object, scope);
    if (owner.kind === "class") setMember(owner.class, target.name, object, placeOf(value, scope));
  } else if (target.kind === "subscript" && isNamespace(target.object, scope)) {
    const name = evaluateValue(target.index, scope);
    if (name.kind === "string") scope.names.set(name.value, object);
    else scope.computed?.push(placeOf(target, scope));
  }
}

/** `setattr(Flow, "name", …)`, and calls that make names which cannot be known: `exec(…)`, `locals().update(…)`. */
export function bindByCall(interpreter: Interpreter, call: PyCall, scope: Scope): void {
  const { callee, args } = call;
  if (callee.kind === "attribute") {
    if (callee.name === "update" && isNamespace(callee.object, scope)) scope.computed?.push(placeOf(call, scope));
    return;
  }
  if (callee.kind !== "name" || lookUp(scope, callee.name) !== null) return;
  if (callee.name === "exec") scope.computed?.push(placeOf(call, scope));
  const [first, second, third] = args;
  if (callee.name !== "setattr" || !first || !second || !third) return;
  const owner = evaluateObject(interpreter, first.value, scope);
  if (owner.kind !== "class") return;
  const name = evaluateValue(second.value, scope);
  if (name.kind !== "string") owner.class.computed.push(placeOf(call, scope));
  else setMember(owner.class, name.value, evaluateObject(interpreter, third.value, scope), placeOf(third.value, scope));
}

/** `locals()`, `vars()` or `globals()`. */
function isNamespace(expression: PyExpression, scope: Scope): boolean {
  return (
    expression.kind === "call" &&
    expression.args.length === 0 &&
    expression.callee.kind === "name" &&
    ["locals", "vars", "globals"].includes(expression.callee.name) &&
    lookUp(scope, expression.callee.name) === null
  );
}
