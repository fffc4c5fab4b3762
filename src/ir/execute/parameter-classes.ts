import type { PyArgument, PyCall, PyExpression, PyFunction, PyStatement } from "../../parser/ast.ts";
import type { ClassObject, FunctionObject, PythonObject, Scope } from "../objects.ts";
import type { Interpreter } from "./interpreter.ts";
import { type ParameterMaker, readParameter } from "./parameters.ts";

const MAKERS: readonly ParameterMaker[] = ["Parameter", "IncludeFile", "Config"];

/** Which of Metaflow's parameters a class is derived from, or `null`. */
export function makerOf({ metaflowBases }: ClassObject): ParameterMaker | null {
  return MAKERS.find((maker) => metaflowBases.has(maker)) ?? null;
}

/**
 * An instance of a class of the file's own that is derived from `Parameter`: Metaflow sees what each `__init__` hands on
 * to `super().__init__`. One that does more than that leaves the parameter's name to Python.
 */
export function makeOwnParameter(
  interpreter: Interpreter,
  owner: ClassObject,
  maker: ParameterMaker,
  call: PyCall,
  scope: Scope,
): PythonObject {
  const args = handedOn(owner.lineage, call, scope) ?? [
    { form: "positional", name: null, value: opaque(call), span: call.callee.span },
  ];
  return { kind: "parameter", parameter: readParameter(interpreter, maker, { ...call, args }, scope) };
}

/** Stands for what only Python can tell. */
const opaque = ({ callee: { span } }: PyCall): PyExpression => ({ kind: "opaque", span });

/** The arguments that reach Metaflow's class behind all of `lineage`; `null` where that is not plain to see. */
function handedOn(lineage: readonly ClassObject[], call: PyCall, scope: Scope): readonly PyArgument[] | null {
  const at = lineage.findIndex(({ members }) => members.has("__init__"));
  const init = lineage[at]?.members.get("__init__");
  if (!init) return call.args;
  const next = init.kind === "function" ? superInit(init.function, lineage.slice(at)) : null;
  const args = next && init.kind === "function" && argumentsOf(next.call, init.function, call, scope);
  return args ? handedOn(next.lineage, { ...call, args }, scope) : null;
}

/** The call of `super().__init__`, where an `__init__` does nothing else that matters, and the classes that are next. */
function superInit({ definition }: FunctionObject, lineage: readonly ClassObject[]) {
  const [only, other] = definition.body().filter((statement) => !isAside(statement));
  if (other || only?.kind !== "expression-statement" || only.expression.kind !== "call") return null;
  const { callee } = only.expression;
  if (callee.kind !== "attribute" || callee.name !== "__init__" || callee.object.kind !== "call") return null;
  const { callee: owner, args } = callee.object;
  if (owner.kind !== "name" || owner.name !== "super") return null;
  const [first] = args;
  const named = first?.value.kind === "name" ? first.value.name : lineage[0]?.name;
  const from = lineage.findIndex(({ name }) => name === named);
  return from < 0 ? null : { call: only.expression, lineage: lineage.slice(from + 1) };
}

/** The arguments of a call in a function's body, as they would stand in the call of the function. */
function argumentsOf(
  inner: PyCall,
  { definition, scope: home }: FunctionObject,
  call: PyCall,
  scope: Scope,
): PyArgument[] | null {
  const given = givenTo(definition, call);
  if (!given) return null;
  const isHere = home.source === scope.source;
  const carriedOver = (value: PyExpression): PyExpression => {
    if (value.kind === "string" || value.kind === "number" || value.kind === "constant")
      return isHere ? value : { ...value, span: call.callee.span };
    const isPlain = isHere && !given.mentions.test(home.source.text.slice(value.span.from, value.span.to));
    return isPlain ? value : opaque(call);
  };
  const result: PyArgument[] = [];
  for (const argument of inner.args) {
    const { form, value } = argument;
    const name = value.kind === "name" ? value.name : "";
    if (form === "star" || form === "double-star") {
      if (name !== (form === "star" ? given.star : given.doubleStar)) return null;
      result.push(...(form === "star" ? given.positional : given.named));
    } else {
      const bound = given.values.get(name) ?? carriedOver(given.defaults.get(name) ?? value);
      result.push({ ...argument, value: bound, span: bound.span });
    }
  }
  return result;
}

/** What a call binds the parameters of an `__init__` to; `null` where that is not plain to see. */
function givenTo({ parameters: [, ...parameters] }: PyFunction, call: PyCall) {
  const values = new Map<string, PyExpression>();
  const defaults = new Map(parameters.flatMap(({ name, default: each }) => (each ? [[name, each] as const] : [])));
  const plain = parameters.filter(({ form }) => form === "plain" || form === "positional-only");
  const nameOf = (wanted: string) => parameters.find(({ form }) => form === wanted)?.name ?? "";
  const positional: PyArgument[] = [];
  const named: PyArgument[] = [];
  let position = 0;
  for (const argument of call.args) {
    if (argument.form === "star" || argument.form === "double-star") return null;
    const isKnown = parameters.some(({ name, form }) => name === argument.name && !form.endsWith("star"));
    const target = argument.form === "keyword" ? (isKnown ? argument.name : null) : plain[position++]?.name;
    if (target) values.set(target, argument.value);
    else if (argument.form === "keyword") named.push(argument);
    else positional.push(argument);
  }
  const mentions = new RegExp(`\\b(?:self|${parameters.map(({ name }) => name).join("|")})\\b`, "u");
  return { values, defaults, positional, named, star: nameOf("star"), doubleStar: nameOf("double-star"), mentions };
}

/** A statement that changes nothing of what is handed on: a docstring, `self.unit = unit`. */
function isAside(statement: PyStatement): boolean {
  if (statement.kind === "pass") return true;
  if (statement.kind === "expression-statement") return statement.expression.kind === "string";
  return (
    statement.kind === "assign" &&
    statement.targets.every(
      (target) => target.kind === "attribute" && target.object.kind === "name" && target.object.name === "self",
    )
  );
}
