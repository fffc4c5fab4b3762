import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic, type Place } from "../../diagnostics/diagnostic.ts";
import type { PyExpression, PyFunction } from "../../parser/ast.ts";
import type { Decorator } from "../decorator.ts";
import { deindentDocstring } from "../docstring.ts";
import { COMPENSATE, REPEATABLE_DECORATORS, STEP_DECORATORS } from "../metaflow-names.ts";
import type { PythonObject, StepMarker, StepObject } from "../objects.ts";
import { type ClassObject, type FunctionObject, type Scope, UNKNOWN } from "../objects.ts";
import { readTransition } from "../transition.ts";
import { callFunction, readArguments, readObjects } from "./calls.ts";
import { aboveStep, withoutCopy } from "./decorator-edits.ts";
import { functionObject } from "./functions.ts";
import type { Interpreter } from "./interpreter.ts";
import { wrapperOf } from "./wrappers.ts";

const PLAIN_STEP: StepMarker = { start: false, end: false, nodeInfo: null };

/** How a decorator is used: its place and text, and the expression behind `@` with the scope that it stands in. */
export interface Use {
  readonly place: Place;
  readonly text?: string;
  readonly expression?: PyExpression;
  readonly scope: Scope;
}

/** What a function or step becomes under a decorator. */
export function applyToFunction(
  interpreter: Interpreter,
  applied: PythonObject,
  subject: PythonObject,
  use: Use,
): PythonObject {
  const { place, text = "" } = use;
  switch (applied.kind) {
    case "metaflow":
      if (applied.name === "step") return markStep(interpreter, subject, PLAIN_STEP, place);
      if (applied.name === "user_step_decorator" && subject.kind === "function")
        return { kind: "function", function: { ...subject.function, isStepWrapper: true } };
      if (STEP_DECORATORS.has(applied.name))
        return addDecorator(interpreter, subject, { name: applied.name, arguments: [], place });
      return applyUnknown(interpreter, subject, { name: text, arguments: [], place });
    case "step-marker":
      return markStep(interpreter, subject, applied.marker, place);
    case "decorator":
      if (applied.decorator.name === COMPENSATE) return addCompensation(subject, { ...applied.decorator, place });
      return addDecorator(interpreter, subject, { ...applied.decorator, place });
    case "user-decorator":
      return addUserDecorator(subject, applied.role === "step-wrapper" ? "wrappers" : "mutators", {
        ...applied.decorator,
        place,
      });
    case "class":
      if (subject.kind === "function") return applyUnknown(interpreter, subject, { name: text, arguments: [], place });
      if (applied.class.metaflowBases.size === 0) return applyClass(interpreter, applied.class, subject, use);
      return addUserDecorator(subject, applied.class.metaflowBases.has("UserStepDecorator") ? "wrappers" : "mutators", {
        name: applied.class.name,
        arguments: [],
        place,
      });
    case "function":
      return applyFunction(interpreter, applied.function, subject, use);
    case "standard":
      return applyStandard(interpreter, applied.name, subject, use);
    default:
      return applyUnknown(interpreter, subject, { name: text, arguments: [], place });
  }
}

function markStep(interpreter: Interpreter, subject: PythonObject, marker: StepMarker, place: Place): PythonObject {
  // A second `@step` starts its lists anew (metaflow/decorators.py, `step`).
  if (subject.kind === "step") return changed(subject.step, { marker, decorators: [], wrappers: [], mutators: [] });
  if (subject.kind !== "function") return subject;
  const { definition, scope, foreign, mark, marking } = subject.function;
  if (marking !== "kept") {
    const code = marking === "lost" ? codes.step_hidden : codes.step_not_markable;
    interpreter.report(diagnostic(code({ step: definition.name }), place));
    return subject;
  }
  const argumentCount = definition.parameters.filter((parameter) => parameter.form === "plain").length;
  const step: StepObject = {
    definition,
    mark,
    source: scope.source,
    place: { file: scope.source.file, span: definition.nameSpan },
    line: scope.source.lineOf(definition.defOffset),
    argumentCount,
    doc: deindentDocstring(definition.docstring?.value ?? null),
    marker,
    decorators: [],
    wrappers: [],
    mutators: [],
    foreign,
    transition: readTransition(definition, argumentCount),
  };
  mark.step = step;
  return { kind: "step", step };
}

/** The step with something changed, under every name that it has. */
function changed({ mark, ...rest }: StepObject, changes: Partial<StepObject>): PythonObject {
  const step = { ...rest, mark, ...changes };
  mark.step = step;
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
      interpreter.report(
        diagnostic(codes.decorator_without_step({ decorator: name, step: target.name }), place, {
          edits: subject.kind === "function" ? aboveStep(interpreter, subject.function, place) : null,
        }),
      );
    return subject;
  }
  const { step } = subject;
  const step_ = step.definition.name;
  if (!STEP_DECORATORS.has(name)) {
    interpreter.report(diagnostic(codes.flow_decorator_on_step({ decorator: name, step: step_ }), place));
    return subject;
  }
  const other = REPEATABLE_DECORATORS.has(name) ? undefined : step.decorators.find((each) => each.name === name);
  if (other) {
    interpreter.report(
      diagnostic(codes.duplicate_step_decorator({ decorator: name, step: step_ }), place, {
        labels: [{ place: other.place, message: "the other one" }],
        edits: withoutCopy(step.source, step.definition.decorators, place, other.place),
      }),
    );
    return subject;
  }
  return changed(step, { decorators: [...step.decorators, decorator] });
}

function addCompensation(subject: PythonObject, decorator: Decorator): PythonObject {
  if (subject.kind !== "function") return subject;
  const compensates = [...(subject.function.compensates ?? []), decorator];
  return { kind: "function", function: { ...subject.function, compensates } };
}

function addUserDecorator(subject: PythonObject, list: "wrappers" | "mutators", decorator: Decorator): PythonObject {
  if (subject.kind !== "step") return subject;
  return changed(subject.step, { [list]: [...subject.step[list], decorator] });
}

function applyFunction(
  interpreter: Interpreter,
  applied: FunctionObject,
  subject: PythonObject,
  { place, text, expression, scope }: Use,
): PythonObject {
  const { definition, isStepWrapper } = applied;
  const maker = expression?.kind === "call" ? expression : null;
  const decorator: Decorator = {
    name: text || definition.name,
    arguments: maker ? readArguments(maker, scope) : [],
    place,
  };
  if (isStepWrapper) return addUserDecorator(subject, "wrappers", decorator);
  const wrapper: PyFunction | null = wrapperOf(definition, maker !== null);
  if (!wrapper) {
    const made = maker ? callFunction(interpreter, applied, readObjects(interpreter, maker, scope)) : null;
    return applyUnknown(
      interpreter,
      followDecorator(interpreter, made ?? { kind: "function", function: applied }, subject, { place, scope }),
      decorator,
    );
  }
  if (subject.kind === "step") {
    const replaced = diagnostic(
      codes.step_replaced_by_wrapper({ step: subject.step.definition.name, decorator: decorator.name }),
      place,
    );
    interpreter.report(replaced);
  }
  const replacement = functionObject(wrapper, applied.scope);
  if (subject.kind !== "function") return replacement;
  // What is not known about the function that it hides is not known about it, either.
  return { kind: "function", function: { ...replacement.function, foreign: subject.function.foreign } };
}

/**
 * An object of a class of the file's own stands for a step only if it has taken over the step's mark, as
 * `functools.update_wrapper` does, and the class gives the object itself for the name.
 */
function applyClass(
  interpreter: Interpreter,
  { name, definition, source, lineage, unknownBases }: ClassObject,
  subject: PythonObject,
  { place, text = name }: Use,
): PythonObject {
  const has = (member: string): boolean => lineage.some(({ members }) => members.has(member));
  const isKnown = unknownBases.length === 0 && !["__new__", "__getattr__", "__getattribute__"].some(has);
  const body = source.text.slice(definition.span.from, definition.span.to);
  const copies = /\b(?:update_wrapper|wraps|__dict__|is_step)\b/.test(body);
  const givesItself = !has("__get__") || /\breturn[ \t]+self[ \t]*(?:[;#\r\n]|$)/.test(body);
  const isLost = isKnown && subject.kind === "step" && !(copies && givesItself);
  if (!isLost) return applyUnknown(interpreter, subject, { name: text, arguments: [], place });
  interpreter.report(diagnostic(codes.step_hidden({ step: subject.step.definition.name }), place));
  return UNKNOWN;
}

/**
 * What a decorator of the file's own makes of a step, if that can be known: it may put Metaflow's decorators on it. A
 * step that it gives back as it is, or in a wrapper with `functools.wraps`, is the same step to Metaflow.
 */
function followDecorator(
  interpreter: Interpreter,
  decorator: PythonObject,
  subject: PythonObject,
  use: Use,
): PythonObject {
  const { calls } = interpreter;
  const mark = subject.kind === "step" ? subject.step.mark : subject.kind === "function" ? subject.function.mark : null;
  const before = mark?.step ?? null;
  const outer = calls.guessed;
  calls.guessed = false;
  const isPlain = decorator.kind === "function" && !decorator.function.isStepWrapper;
  const result = isPlain
    ? callFunction(interpreter, decorator.function, [{ name: null, object: subject }])
    : applyToFunction(interpreter, decorator, subject, use);
  const isCertain = !calls.guessed;
  calls.guessed = outer;
  if (isCertain && result.kind === "step" && result.step.mark === mark) return result;
  if (mark) mark.step = before;
  return subject;
}

/** A decorator of Python's own. */
function applyStandard(
  interpreter: Interpreter,
  name: string,
  subject: PythonObject,
  { place, text = name }: Use,
): PythonObject {
  const decorator: Decorator = { name: text, arguments: [], place };
  switch (name) {
    case "property":
    case "functools.cached_property":
      return descriptor(interpreter.report, subject, place);
    case "classmethod":
    case "staticmethod":
      if (subject.kind !== "function") return applyUnknown(interpreter, subject, decorator);
      return { kind: "function", function: { ...subject.function, marking: "lost", mark: { step: null } } };
    case "functools.cache":
    case "functools.lru_cache":
      // `inspect` knows no source of such an object.
      if (subject.kind === "step") {
        const code = codes.step_source_unreadable({ step: subject.step.definition.name });
        interpreter.report(diagnostic(code, place));
      } else if (subject.kind === "function") {
        return { kind: "function", function: { ...subject.function, marking: "refused", mark: { step: null } } };
      }
      return subject;
    default:
      return applyUnknown(interpreter, subject, decorator);
  }
}

/** Descriptors hide the function: `callable(getattr(cls, name))` is then false, as for a property. */
function descriptor(report: Interpreter["report"], subject: PythonObject, place: Place): PythonObject {
  if (subject.kind === "function")
    return { kind: "function", function: { ...subject.function, marking: "refused", mark: { step: null } } };
  if (subject.kind === "step") report(diagnostic(codes.step_hidden({ step: subject.step.definition.name }), place));
  return UNKNOWN;
}

function applyUnknown({ report }: Interpreter, subject: PythonObject, decorator: Decorator): PythonObject {
  if (decorator.name.endsWith("cached_property")) return descriptor(report, subject, decorator.place);
  if (subject.kind === "function")
    return { kind: "function", function: { ...subject.function, foreign: [...subject.function.foreign, decorator] } };
  if (subject.kind !== "step") return subject;
  return changed(subject.step, { foreign: [...subject.step.foreign, decorator] });
}
