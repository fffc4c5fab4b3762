import type { Place } from "../../diagnostics/diagnostic.ts";
import type { PyAttribute, PyExpression, PySubscript } from "../../parser/ast.ts";
import { evaluate } from "../../parser/evaluate.ts";
import type { Argument } from "../decorator.ts";
import { findMember } from "../lineage.ts";
import { COMPENSATE } from "../metaflow-names.ts";
import { type PythonObject, type Scope, type StepObject, UNKNOWN } from "../objects.ts";
import type { Value } from "../value.ts";
import { callObject } from "./calls.ts";
import type { Interpreter } from "./interpreter.ts";
import { memberOfModule } from "./module.ts";
import { lookUp } from "./scope.ts";
import { builtIn } from "./standard.ts";

/** What an expression stands for: a class, a step, a decorator, a parameter, a known value … or `unknown`. */
export function evaluateObject(interpreter: Interpreter, expression: PyExpression, scope: Scope): PythonObject {
  switch (expression.kind) {
    case "name":
      return lookUp(scope, expression.name) ?? builtIn(expression.name) ?? UNKNOWN;
    case "named": {
      const object = evaluateObject(interpreter, expression.value, scope);
      scope.names.set(expression.name, object);
      return object;
    }
    case "attribute": {
      const owner = evaluateObject(interpreter, expression.object, scope);
      if (isConfig(owner)) return configValue(expression, scope);
      if (owner.kind === "step" && expression.name === COMPENSATE) return compensationOf(owner.step, expression, scope);
      return memberOf(owner, expression.name) ?? UNKNOWN;
    }
    case "subscript":
      if (expression.object.kind === "name" || expression.object.kind === "attribute") {
        const generic = evaluateObject(interpreter, expression.object, scope);
        if (isGeneric(generic)) return generic;
      }
      if (isConfig(evaluateObject(interpreter, root(expression), scope))) return configValue(expression, scope);
      return partOf(expression, scope) ?? valueObject(expression, scope);
    case "list":
    case "tuple":
      return sequence(interpreter, expression.items, expression, scope);
    case "dict":
      return sequence(
        interpreter,
        expression.entries.map((entry) => entry.value),
        expression,
        scope,
      );
    case "call":
      return callObject(interpreter, expression, scope);
    case "conditional": {
      const known = truth(interpreter, expression.test, scope);
      if (known !== null) return evaluateObject(interpreter, known ? expression.then : expression.otherwise, scope);
      const otherwise = evaluateObject(interpreter, expression.otherwise, scope);
      const isLess = otherwise.kind === "unknown" || otherwise.kind === "standard";
      return isLess ? evaluateObject(interpreter, expression.then, scope) : otherwise;
    }
    default:
      return valueObject(expression, scope);
  }
}

/** What an attribute of an object is, or `null` where that cannot be known. */
export function memberOf(owner: PythonObject, name: string): PythonObject | null {
  return owner.kind === "class" ? (findMember(owner.class, name)?.member ?? null) : memberOfModule(owner, name);
}

/** Whether an object stays what it is when it is subscribed: `Base[int]`. */
function isGeneric(object: PythonObject): boolean {
  if (object.kind === "class") return findMember(object.class, "__class_getitem__") === null;
  return object.kind === "standard" && object.name.startsWith("typing.");
}

function valueObject(expression: PyExpression, scope: Scope): PythonObject {
  const value = evaluateValue(expression, scope);
  return value.kind === "code" ? UNKNOWN : { kind: "value", value };
}

/** A display with what its parts stand for: decorators and classes are kept in lists and dicts. */
function sequence(
  interpreter: Interpreter,
  items: readonly PyExpression[],
  expression: PyExpression,
  scope: Scope,
): PythonObject {
  const object = valueObject(expression, scope);
  if (object.kind !== "value" || !items.some(({ kind }) => HOLDERS.has(kind))) return object;
  return { ...object, parts: items.map((item) => evaluateObject(interpreter, item, scope)) };
}

// Kinds of expressions that can stand for more than a value.
const HOLDERS: ReadonlySet<string> = new Set(["name", "attribute", "call", "list", "tuple", "dict"]);

function partOf({ object, index }: PySubscript, scope: Scope): PythonObject | null {
  const owner = object.kind === "name" ? lookUp(scope, object.name) : null;
  if (owner?.kind !== "value" || !owner.parts) return null;
  const key = evaluateValue(index, scope);
  if (key.kind === "int" && owner.value.kind !== "dict") return owner.parts.at(Number(key.value)) ?? null;
  if (owner.value.kind !== "dict" || key.kind !== "string" || owner.value.entries.length !== owner.parts.length)
    return null;
  const at = owner.value.entries.findIndex((entry) => entry.key.kind === "string" && entry.key.value === key.value);
  return owner.parts[at] ?? null;
}

function root(expression: PyExpression): PyExpression {
  let at = expression;
  while (at.kind === "subscript" || at.kind === "attribute") at = at.object;
  return at;
}

/** `@book.compensate`, the other way to write `@compensate("book")`. */
function compensationOf({ definition }: StepObject, { object }: PyAttribute, scope: Scope): PythonObject {
  const place: Place = { file: scope.source.file, span: object.span };
  const step: Argument = { name: null, value: { kind: "string", value: definition.name }, place };
  return { kind: "decorator", decorator: { name: COMPENSATE, arguments: [step], place } };
}

/** A config, or something of one: what stands for its value before it is known (`DelayEvaluator` in Metaflow). */
function isConfig(object: PythonObject): boolean {
  return object.kind === "config-value" || (object.kind === "parameter" && object.parameter.kind === "config");
}

/** What only a run's configs can tell. */
export function configValue({ span }: PyExpression, { source }: Scope): PythonObject {
  return { kind: "config-value", place: { file: source.file, span } };
}

/** The value of an expression, names of the file's constants included; `code` where only Python can tell. */
export function evaluateValue(expression: PyExpression, scope: Scope): Value {
  const known = (name: string): Value | null => {
    const object = lookUp(scope, name);
    return object?.kind === "value" ? object.value : null;
  };
  return evaluate(expression, known, scope.source.text);
}

/** Whether a condition holds, or `null` where only Python can tell. */
export function truth(interpreter: Interpreter, expression: PyExpression, scope: Scope): boolean | null {
  const object = evaluateObject(interpreter, expression, scope);
  if (object.kind !== "value") return null;
  const { value } = object;
  switch (value.kind) {
    case "bool":
      return value.value;
    case "string":
      return value.value !== "";
    case "int":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "none":
      return false;
    case "list":
    case "tuple":
    case "set":
      return value.items.length > 0;
    case "dict":
      return value.entries.length > 0;
    default:
      return true;
  }
}
