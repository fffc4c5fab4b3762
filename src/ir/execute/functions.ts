import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PyFunction } from "../../parser/ast.ts";
import type { PythonObject, Scope } from "../objects.ts";
import { applyToFunction } from "./apply-decorator.ts";
import { decoratorText, resolveDecorator } from "./decorators.ts";
import type { Interpreter } from "./interpreter.ts";

/** A function as its `def` makes it. */
export function functionObject(definition: PyFunction, scope: Scope): PythonObject & { readonly kind: "function" } {
  return {
    kind: "function",
    function: { definition, scope, isStepWrapper: false, marking: "kept", foreign: [], mark: { step: null } },
  };
}

/** Executes a `def` with its decorators, bottom up, and binds its name. */
export function executeFunction(interpreter: Interpreter, definition: PyFunction, scope: Scope): void {
  let object: PythonObject = functionObject(definition, scope);
  for (const decorator of definition.decorators.toReversed()) {
    const applied = resolveDecorator(interpreter, decorator.expression, scope);
    const place = { file: scope.source.file, span: decorator.span };
    const { expression } = decorator;
    const text = decoratorText(expression, scope);
    object = applyToFunction(interpreter, applied, object, { place, text, expression, scope });
  }
  if (object.kind === "step" && object.step.definition !== definition) {
    const place = { file: scope.source.file, span: definition.nameSpan };
    const wrapper = object.step.definition.name;
    interpreter.report(diagnostic(codes.step_read_from_wrapper({ step: definition.name, wrapper }), place));
  }
  scope.names.set(definition.name, object);
}
