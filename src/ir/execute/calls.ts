import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PyCall, PyExpression } from "../../parser/ast.ts";
import type { Argument, Decorator } from "../decorator.ts";
import { COMPENSATE, FLOW_DECORATORS, STEP_DECORATORS } from "../metaflow-names.ts";
import { type ClassObject, type FunctionObject, isFlow, type PythonObject, type Scope, UNKNOWN } from "../objects.ts";
import { applyToFunction } from "./apply-decorator.ts";
import { makeClass } from "./classes.ts";
import { configValue, evaluateObject, evaluateValue, memberOf, truth } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { iterate, tuple } from "./iterables.ts";
import { makeOwnParameter, makerOf } from "./parameter-classes.ts";
import { readParameter } from "./parameters.ts";
import { functionScope } from "./scope.ts";
import { executeStatements } from "./statements.ts";

// Functions that make flows or start them are short; what nests deeper or calls more is left to Python.
const MAX_CALL_DEPTH = 8;

/** What a call gives. */
export function callObject(interpreter: Interpreter, call: PyCall, scope: Scope): PythonObject {
  const callee = evaluateObject(interpreter, call.callee, scope);
  switch (callee.kind) {
    case "metaflow":
      return callMetaflow(interpreter, callee.name, call, scope);
    case "class":
      return callClass(interpreter, callee.class, call, scope);
    case "function":
      return callFunction(interpreter, callee.function, readObjects(interpreter, call, scope));
    case "standard":
      return callStandard(interpreter, callee.name, call, scope);
    case "partial":
      return callPartial(interpreter, callee, call, scope);
    case "decorator":
    case "step-marker":
    case "user-decorator": {
      const subject = call.args[0] && evaluateObject(interpreter, call.args[0].value, scope);
      return subject ? applyToFunction(interpreter, callee, subject, { place: placeOf(call, scope), scope }) : UNKNOWN;
    }
    default:
      return callUnknown(interpreter, call, scope);
  }
}

/** A call of which only the arguments may matter: a flow may be started on the way, as in `sys.exit(main())`. */
function callUnknown(interpreter: Interpreter, call: PyCall, scope: Scope): PythonObject {
  for (const { value } of call.args) if (value.kind === "call") evaluateObject(interpreter, value, scope);
  const value = evaluateValue(call, scope);
  return value.kind === "code" ? UNKNOWN : { kind: "value", value };
}

/** Calls of Python's own that give what a flow can be made of. */
function callStandard(interpreter: Interpreter, name: string, call: PyCall, scope: Scope): PythonObject {
  const [first, second, third] = call.args;
  const isPlain = call.args.every(({ form }) => form === "positional");
  switch (name) {
    case "functools.partial": {
      const callee = first?.form === "positional" ? evaluateObject(interpreter, first.value, scope) : UNKNOWN;
      return callee.kind === "unknown" ? UNKNOWN : { kind: "partial", callee, call, scope };
    }
    case "getattr": {
      const attribute = second && evaluateValue(second.value, scope);
      if (!isPlain || !first || attribute?.kind !== "string") break;
      return memberOf(evaluateObject(interpreter, first.value, scope), attribute.value) ?? UNKNOWN;
    }
    case "type":
      if (!isPlain || !first) break;
      if (third) return makeClass(interpreter, call, scope);
      return metaclassOfFlows(evaluateObject(interpreter, first.value, scope));
    case "list":
    case "tuple":
    case "reversed":
    case "enumerate":
    case "zip":
    case "range": {
      const items = iterate(interpreter, call, scope);
      if (items) return tuple(items);
    }
  }
  return callUnknown(interpreter, call, scope);
}

function metaclassOfFlows(object: PythonObject): PythonObject {
  const isFlowClass =
    object.kind === "metaflow" ? object.name === "FlowSpec" : object.kind === "class" && isFlow(object.class);
  return isFlowClass ? { kind: "standard", name: "FlowSpecMeta" } : UNKNOWN;
}

/** `functools.partial` of one of Metaflow's makers or of the file's own functions. */
function callPartial(
  interpreter: Interpreter,
  { callee, call: made, scope: outer }: PythonObject & { readonly kind: "partial" },
  call: PyCall,
  scope: Scope,
): PythonObject {
  const given: PyCall = { ...made, args: made.args.slice(1) };
  if (callee.kind === "function") {
    const objects = [...readObjects(interpreter, given, outer), ...readObjects(interpreter, call, scope)];
    return callFunction(interpreter, callee.function, objects);
  }
  if (callee.kind !== "metaflow") return UNKNOWN;
  // An argument that is named again takes the place of the one before it.
  const named = new Set(call.args.map(({ name }) => name));
  const args = given.args.filter(({ form, name }) => form !== "keyword" || !named.has(name));
  const { name } = callee;
  if (STEP_DECORATORS.has(name) || FLOW_DECORATORS.has(name)) {
    const all = [...readArguments({ ...given, args }, outer), ...readArguments(call, scope)];
    return { kind: "decorator", decorator: { name, arguments: all, place: placeOf(call, scope) } };
  }
  if (outer.source !== scope.source) return UNKNOWN;
  return callMetaflow(interpreter, name, { ...call, args: [...args, ...call.args] }, scope);
}

function callMetaflow(interpreter: Interpreter, name: string, call: PyCall, scope: Scope): PythonObject {
  if (name === "Parameter" || name === "IncludeFile" || name === "Config") {
    return { kind: "parameter", parameter: readParameter(interpreter, name, call, scope) };
  }
  if (name === "config_expr") return configValue(call, scope);
  const first = call.args[0];
  const subject = first?.form === "positional" ? evaluateObject(interpreter, first.value, scope) : null;
  if (name === "step" && first?.value.kind === "lambda")
    interpreter.report(diagnostic(codes.step_source_unreadable({ step: "lambda" }), placeOf(first.value, scope)));
  const direct: PythonObject = { kind: "metaflow", name };
  if (subject?.kind === "function" || subject?.kind === "step") {
    return applyToFunction(interpreter, direct, subject, { place: placeOf(call, scope), scope });
  }
  if (name === "step") {
    const given = (key: string): PyExpression | undefined => call.args.find((argument) => argument.name === key)?.value;
    const [start, end, info] = [given("start"), given("end"), given("node_info")];
    const marker = {
      start: start ? truth(interpreter, start, scope) === true : false,
      end: end ? truth(interpreter, end, scope) === true : false,
      nodeInfo: info ? evaluateValue(info, scope) : null,
    };
    return { kind: "step-marker", marker };
  }
  if (STEP_DECORATORS.has(name) || FLOW_DECORATORS.has(name) || name === COMPENSATE) {
    return { kind: "decorator", decorator: readDecorator(interpreter, name, call, scope) };
  }
  return UNKNOWN;
}

function callClass(interpreter: Interpreter, owner: ClassObject, call: PyCall, scope: Scope): PythonObject {
  const decorator = readDecorator(interpreter, owner.name, call, scope);
  if (owner.metaflowBases.has("UserStepDecorator")) return { kind: "user-decorator", role: "step-wrapper", decorator };
  if (owner.metaflowBases.has("StepMutator")) return { kind: "user-decorator", role: "step-mutator", decorator };
  if (owner.metaflowBases.has("FlowMutator")) return { kind: "user-decorator", role: "flow-mutator", decorator };
  const maker = makerOf(owner);
  if (maker) return makeOwnParameter(interpreter, owner, maker, call, scope);
  if (!isFlow(owner)) return UNKNOWN;
  const usesCli = call.args.find((argument) => argument.name === "use_cli")?.value ?? call.args[0]?.value;
  if (!usesCli || truth(interpreter, usesCli, scope) !== false)
    interpreter.started.push({ flow: owner, isCertain: interpreter.calls.doubts === 0 });
  return { kind: "instance", class: owner };
}

/** An argument of a call of the file's own functions. */
export interface ObjectArgument {
  /** `null` for a positional one. */
  readonly name: string | null;
  readonly object: PythonObject;
}

/** What the arguments of a call stand for, up to those that are unpacked. */
export function readObjects(interpreter: Interpreter, call: PyCall, scope: Scope): ObjectArgument[] {
  const unpacked = call.args.findIndex(({ form }) => form === "star");
  return (unpacked < 0 ? call.args : call.args.slice(0, unpacked))
    .filter(({ form }) => form !== "double-star")
    .map(({ name, value }) => ({ name, object: evaluateObject(interpreter, value, scope) }));
}

/** Follows a call of a function of the file's own: what it binds is forgotten, what it returns is given. */
export function callFunction(
  interpreter: Interpreter,
  { definition, scope }: FunctionObject,
  args: readonly ObjectArgument[],
): PythonObject {
  const { calls } = interpreter;
  if (calls.depth >= MAX_CALL_DEPTH || calls.budget <= 0) return UNKNOWN;
  calls.depth++;
  calls.budget--;
  const local = functionScope(scope);
  const positional = args.filter(({ name }) => name === null);
  definition.parameters.forEach(({ name, form, default: fallback }, index) => {
    const isPlain = form === "plain" || form === "positional-only";
    const given = args.find((argument) => argument.name === name) ?? (isPlain ? positional[index] : undefined);
    if (form === "star") local.names.set(name, tuple(positional.slice(index).map(({ object }) => object)));
    else local.names.set(name, given?.object ?? (fallback ? evaluateObject(interpreter, fallback, scope) : UNKNOWN));
  });
  const returned = executeStatements(interpreter, definition.body(), local);
  calls.depth--;
  return returned ?? UNKNOWN;
}

/** The arguments of a call as a decorator or parameter keeps them; `**known` is spread. */
export function readArguments(call: PyCall, scope: Scope): Argument[] {
  return call.args.flatMap(({ form, name, value, span }): Argument[] => {
    const place = { file: scope.source.file, span };
    const known = evaluateValue(value, scope);
    if (form === "double-star" && known.kind === "dict" && known.entries.every(({ key }) => key.kind === "string")) {
      return known.entries.map((entry) => ({
        name: (entry.key as { value: string }).value,
        value: entry.value,
        place,
      }));
    }
    const isNamed = form === "keyword" && name !== null && scope.source.text.startsWith(name, span.from);
    return [
      {
        name: form === "keyword" ? name : form === "double-star" ? "**" : null,
        value: known,
        place,
        ...(form === "positional" ? { form } : {}),
        ...(isNamed ? { form: { keyword: { from: span.from, to: span.from + name.length } } } : {}),
      },
    ];
  });
}

/** A decorator's use from the call that makes it. */
export function readDecorator(_: Interpreter, name: string, call: PyCall, scope: Scope): Decorator {
  return { name, arguments: readArguments(call, scope), place: placeOf(call, scope) };
}

/** The place of an expression. */
export function placeOf(expression: { readonly span: PyExpression["span"] }, scope: Scope) {
  return { file: scope.source.file, span: expression.span };
}
