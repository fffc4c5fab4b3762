import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic, type Place } from "../../diagnostics/diagnostic.ts";
import type { PyExpression, PyFunction } from "../../parser/ast.ts";
import type { Decorator } from "../decorator.ts";
import { deindentDocstring } from "../docstring.ts";
import { REPEATABLE_DECORATORS, STEP_DECORATORS } from "../metaflow-names.ts";
import type { PythonObject, StepMarker, StepObject } from "../objects.ts";
import { UNKNOWN } from "../objects.ts";
import { readTransition } from "../transition.ts";
import { readArguments } from "./calls.ts";
import type { Interpreter } from "./interpreter.ts";
import { wrapperOf } from "./wrappers.ts";

const PLAIN_STEP: StepMarker = { start: false, end: false, nodeInfo: null };

/** What a function or step becomes under a decorator. */
export function applyToFunction(
  interpreter: Interpreter,
  applied: PythonObject,
  subject: PythonObject,
  place: Place,
  text = "",
  expression: PyExpression | null = null,
): PythonObject {
  switch (applied.kind) {
    case "metaflow":
      if (applied.name === "step") return markStep(subject, PLAIN_STEP);
      if (applied.name === "user_step_decorator" && subject.kind === "function")
        return { kind: "function", function: { ...subject.function, isStepWrapper: true } };
      if (STEP_DECORATORS.has(applied.name))
        return addDecorator(interpreter, subject, { name: applied.name, arguments: [], place });
      return subject;
    case "step-marker":
      return markStep(subject, applied.marker);
    case "decorator":
      return addDecorator(interpreter, subject, { ...applied.decorator, place });
    case "user-decorator":
      return addUserDecorator(subject, applied.role === "step-wrapper" ? "wrappers" : "mutators", {
        ...applied.decorator,
        place,
      });
    case "class":
      return addUserDecorator(subject, applied.class.metaflowBases.has("UserStepDecorator") ? "wrappers" : "mutators", {
        name: applied.class.name,
        arguments: [],
        place,
      });
    case "function":
      return applyFunction(interpreter, applied, subject, place, text, expression);
    default:
      return applyUnknown(subject, { name: text, arguments: [], place });
  }
}

function markStep(subject: PythonObject, marker: StepMarker): PythonObject {
  // A second `@step` starts its lists anew (metaflow/decorators.py, `step`).
  if (subject.kind === "step")
    return { kind: "step", step: { ...subject.step, marker, decorators: [], wrappers: [], mutators: [] } };
  if (subject.kind !== "function") return subject;
  const { definition, scope } = subject.function;
  const argumentCount = definition.parameters.filter((parameter) => parameter.form === "plain").length;
  const step: StepObject = {
    definition,
    source: scope.source,
    place: { file: scope.source.file, span: definition.nameSpan },
    line: scope.source.lineOf(definition.defOffset),
    argumentCount,
    doc: deindentDocstring(definition.docstring?.value ?? null),
    marker,
    decorators: [],
    wrappers: [],
    mutators: [],
    foreign: [],
    transition: readTransition(definition, argumentCount),
  };
  return { kind: "step", step };
}

function addDecorator(interpreter: Interpreter, subject: PythonObject, decorator: Decorator): PythonObject {
  const { name, place } = decorator;
  const target =
    subject.kind === "step"
      ? subject.step.definition
      : subject.kind === "function"
        ? subject.function.definition
        : null;
  if (subject.kind !== "step") {
    if (target)
      interpreter.report(diagnostic(codes.decorator_without_step({ decorator: name, step: target.name }), place));
    return subject;
  }
  const { step } = subject;
  const step_ = step.definition.name;
  if (!STEP_DECORATORS.has(name)) {
    interpreter.report(diagnostic(codes.flow_decorator_on_step({ decorator: name, step: step_ }), place));
    return subject;
  }
  if (!REPEATABLE_DECORATORS.has(name) && step.decorators.some((other) => other.name === name)) {
    interpreter.report(diagnostic(codes.duplicate_step_decorator({ decorator: name, step: step_ }), place));
    return subject;
  }
  return { kind: "step", step: { ...step, decorators: [...step.decorators, decorator] } };
}

function addUserDecorator(subject: PythonObject, list: "wrappers" | "mutators", decorator: Decorator): PythonObject {
  if (subject.kind !== "step") return subject;
  return { kind: "step", step: { ...subject.step, [list]: [...subject.step[list], decorator] } };
}

function applyFunction(
  interpreter: Interpreter,
  applied: PythonObject & { kind: "function" },
  subject: PythonObject,
  place: Place,
  text: string,
  expression: PyExpression | null,
): PythonObject {
  const { definition, scope, isStepWrapper } = applied.function;
  const decorator: Decorator = {
    name: text || definition.name,
    arguments: expression?.kind === "call" ? readArguments(expression, scope) : [],
    place,
  };
  if (isStepWrapper) return addUserDecorator(subject, "wrappers", decorator);
  const wrapper: PyFunction | null = wrapperOf(definition, expression?.kind === "call");
  if (!wrapper) return applyUnknown(subject, decorator);
  if (subject.kind === "step") {
    const replaced = diagnostic(
      codes.step_replaced_by_wrapper({ step: subject.step.definition.name, decorator: decorator.name }),
      place,
    );
    interpreter.report(replaced);
  }
  return { kind: "function", function: { definition: wrapper, scope, isStepWrapper: false } };
}

function applyUnknown(subject: PythonObject, decorator: Decorator): PythonObject {
  // Descriptors hide the function: `callable(getattr(cls, name))` is then false for a property.
  if (decorator.name === "property" || decorator.name.endsWith("cached_property")) return UNKNOWN;
  if (subject.kind !== "step") return subject;
  return { kind: "step", step: { ...subject.step, foreign: [...subject.step.foreign, decorator] } };
}
