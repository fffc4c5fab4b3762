import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PyAssign, PyCall, PyExpression } from "../../parser/ast.ts";
import type { PythonObject, Scope } from "../objects.ts";
import { placeOf } from "./calls.ts";
import { evaluateObject } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { isUnbound } from "./module.ts";

/** Says of a call in a class's body that perhaps makes a parameter of which nothing can be known. */
export function noteMaker(interpreter: Interpreter, { span, targets }: PyAssign, call: PyCall, scope: Scope): void {
  const { callee } = call;
  const name = callee.kind === "name" || callee.kind === "attribute" ? callee.name : "";
  const object = evaluateObject(interpreter, callee, scope);
  if (name === "Parameter" || name === "IncludeFile" || name === "Config") {
    // It reads as if it made one: of the file's own `Config`, say, or of a module that cannot be read.
    if (object.kind !== "unknown") scope.skipped?.push({ file: scope.source.file, span });
    else interpreter.report(diagnostic(codes.parameter_maker_unknown({ name }), placeOf(callee, scope)));
    return;
  }
  const [target] = targets;
  const [first] = call.args;
  if (!isUnread(object, callee, scope) || target?.kind !== "name") return;
  const isNamed = first?.value.kind === "string" && first.value.value.replaceAll("-", "_") === target.name;
  if (!isNamed && !readsAsParameter(object)) return;
  const { from, to } = callee.span;
  const maker = scope.source.text.slice(from, Math.min(to, from + 40));
  const text = codes.parameter_factory_unknown({ maker, variable: target.name });
  interpreter.report(diagnostic(text, placeOf(callee, scope)));
}

/** A class that is derived from a `Parameter` of which nothing is known. */
function readsAsParameter(object: PythonObject): boolean {
  return object.kind === "class" && object.class.unknownBases.some(({ text }) => MAKER.test(text));
}

const MAKER = /(?:^|\.)(?:Parameter|IncludeFile|Config)$/;

/** Whether it comes from what was not read. A name that nothing binds is one of Python's own, such as `str`. */
function isUnread(object: PythonObject, callee: PyExpression, scope: Scope): boolean {
  if (callee.kind === "name" && isUnbound(scope, callee.name)) return false;
  return object.kind === "unknown" || (object.kind === "class" && object.class.unknownBases.length > 0);
}
