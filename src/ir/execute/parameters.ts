import type { PyCall, PyExpression } from "../../parser/ast.ts";
import { truth as truthOf } from "../../parser/equality.ts";
import type { Scope } from "../objects.ts";
import type { Parameter, ParameterType } from "../parameter.ts";
import type { Value } from "../value.ts";
import { placeOf, readArguments } from "./calls.ts";
import { evaluateObject } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { lookUp } from "./scope.ts";

/** Positional parameters of each maker, in order (metaflow/parameters.py, includefile.py, config_parameters.py). */
const POSITIONAL = {
  Parameter: ["name", "default", "type", "help", "required", "show_default"],
  IncludeFile: ["name", "required", "is_text", "encoding", "help", "parser"],
  Config: ["name", "default", "default_value", "help", "required", "parser", "plain"],
} as const;

/** A maker of Metaflow's, by its name. */
export type ParameterMaker = keyof typeof POSITIONAL;

const KINDS = { Parameter: "parameter", IncludeFile: "include-file", Config: "config" } as const;

const BUILT_IN_TYPES: Readonly<Record<string, ParameterType>> = {
  str: "str",
  int: "int",
  float: "float",
  bool: "bool",
};

// What Metaflow looks at with `callable` (`Parameter.init`).
const MAY_BE_FUNCTIONS = ["default", "show_default", "separator", "required"];

/** Reads `Parameter(…)`, `IncludeFile(…)` or `Config(…)`. */
export function readParameter(interpreter: Interpreter, maker: ParameterMaker, call: PyCall, scope: Scope): Parameter {
  let position = 0;
  const names = call.args.map(({ form, name }) =>
    form === "positional" ? (POSITIONAL[maker][position++] ?? null) : form === "keyword" ? name : null,
  );
  const expressions = new Map(call.args.flatMap(({ value }, at) => (names[at] ? [[names[at], value] as const] : [])));
  const args = readArguments(call, scope).map((argument, at) => ({ ...argument, name: names[at] ?? argument.name }));
  const value = (name: string): Value | null => args.findLast((argument) => argument.name === name)?.value ?? null;
  const given = value("default") ?? value("default_value");
  const fallback = given?.kind === "none" ? null : given;
  const expression = expressions.get("default") ?? expressions.get("default_value");
  const functions = MAY_BE_FUNCTIONS.filter((field) => {
    const given = field === "default" ? expression : expressions.get(field);
    return given !== undefined && isCallable(interpreter, given, scope);
  });
  const deployTime = fallback?.kind === "code" && functions.includes("default");
  const [name, help, separator, required] = [value("name"), value("help"), value("separator"), value("required")];
  return {
    kind: KINDS[maker],
    name: name?.kind === "string" ? name.value : null,
    type:
      maker === "Parameter" ? parameterType(interpreter, expressions.get("type"), fallback, deployTime, scope) : "file",
    default: fallback,
    deployTime,
    functions,
    required: required !== null && truthOf(required) === true && fallback === null,
    help: help?.kind === "string" ? help.value : null,
    separator: separator?.kind === "string" ? separator.value : null,
    arguments: args,
    place: placeOf(call, scope),
  };
}

function isCallable(interpreter: Interpreter, expression: PyExpression, scope: Scope): boolean {
  if (expression.kind === "lambda") return true;
  const object = evaluateObject(interpreter, expression, scope);
  return object.kind === "function" || object.kind === "class";
}

/** As `Parameter.init` in metaflow/parameters.py: the type given, else that of the default, else `str`. */
function parameterType(
  interpreter: Interpreter,
  type: PyExpression | undefined,
  fallback: Value | null,
  deployTime: boolean,
  scope: Scope,
): ParameterType {
  if (type && !(type.kind === "constant" && type.value === null)) {
    const object = evaluateObject(interpreter, type, scope);
    if (object.kind === "metaflow" && object.name.startsWith("JSONType")) return "json";
    const isBuiltIn = type.kind === "name" && lookUp(scope, type.name) === null;
    return (isBuiltIn && BUILT_IN_TYPES[type.name]) || "unknown";
  }
  if (fallback === null || deployTime) return "str";
  switch (fallback.kind) {
    case "string":
      return "str";
    case "int":
    case "float":
    case "bool":
      return fallback.kind;
    default:
      return "unknown";
  }
}
