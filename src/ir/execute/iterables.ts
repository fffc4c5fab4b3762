import type { PyCall, PyExpression } from "../../parser/ast.ts";
import type { PythonObject, Scope } from "../objects.ts";
import type { Value } from "../value.ts";
import { evaluateObject } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";

/** Longer loops are left to Python. */
const MOST_ITEMS = 500;

/** What iterating over an object gives, item by item; `null` where only Python can tell. */
export function elementsOf(object: PythonObject): readonly PythonObject[] | null {
  if (object.kind !== "value") return null;
  const { value, parts } = object;
  switch (value.kind) {
    case "list":
    case "tuple": {
      const items = parts ?? value.items.map(objectOf);
      return value.items.some(isStarred) || items.length > MOST_ITEMS ? null : items;
    }
    case "dict":
      return value.entries.length > MOST_ITEMS ? null : value.entries.map(({ key }) => objectOf(key));
    case "string":
      return value.value.length > MOST_ITEMS ? null : [...value.value].map((each) => text(each));
    default:
      return null;
  }
}

/** The same for an expression: calls such as `range(3)` or `table.items()` included. */
export function iterate(
  interpreter: Interpreter,
  expression: PyExpression,
  scope: Scope,
): readonly PythonObject[] | null {
  if (expression.kind === "call") {
    const { callee } = expression;
    if (callee.kind === "attribute")
      return iterateMethod(evaluateObject(interpreter, callee.object, scope), callee.name, expression);
    const called = evaluateObject(interpreter, callee, scope);
    if (called.kind === "standard") return iterateBuiltIn(interpreter, called.name, expression, scope);
  }
  return elementsOf(evaluateObject(interpreter, expression, scope));
}

function iterateBuiltIn(
  interpreter: Interpreter,
  name: string,
  { args }: PyCall,
  scope: Scope,
): readonly PythonObject[] | null {
  if (args.some(({ form }) => form !== "positional")) return null;
  if (name === "range") return numbers(args.map(({ value }) => evaluateObject(interpreter, value, scope)));
  const lists = args.map(({ value }) => iterate(interpreter, value, scope));
  const [first, second] = lists;
  if (!first) return null;
  switch (name) {
    case "list":
    case "tuple":
      return second === undefined ? first : null;
    case "reversed":
      return first.toReversed();
    case "enumerate":
      return second === undefined ? first.map((each, index) => tuple([number(BigInt(index)), each])) : null;
    case "zip": {
      if (!lists.every((each) => each !== null)) return null;
      const length = Math.min(...lists.map((each) => each.length));
      return first.slice(0, length).map((_, index) => tuple(lists.flatMap((each) => each[index] ?? [])));
    }
    default:
      return null;
  }
}

function iterateMethod(owner: PythonObject, method: string, { args }: PyCall): readonly PythonObject[] | null {
  if (owner.kind !== "value" || args.length > 0) return null;
  const { value, parts } = owner;
  if (value.kind === "string" && method === "split")
    return value.value
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "")
      .map(text);
  if (value.kind !== "dict" || (parts && parts.length !== value.entries.length)) return null;
  const values = parts ?? value.entries.map((entry) => objectOf(entry.value));
  const keys = value.entries.map(({ key }) => objectOf(key));
  if (method === "keys") return keys;
  if (method === "values") return values;
  return method === "items" ? keys.map((key, index) => tuple([key, values[index] as PythonObject])) : null;
}

function numbers(args: readonly PythonObject[]): readonly PythonObject[] | null {
  const known = args.map((each) => (each.kind === "value" && each.value.kind === "int" ? each.value.value : null));
  const [first, second, step = 1n] = known;
  if (first === undefined || known.some((each) => each === null) || known.length > 3 || step === 0n) return null;
  const [from, to] = second === undefined ? [0n, first as bigint] : [first as bigint, second as bigint];
  const by = step as bigint;
  const count = by > 0n ? (to - from + by - 1n) / by : (to - from + by + 1n) / by;
  if (count > BigInt(MOST_ITEMS)) return null;
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => number(from + BigInt(index) * by));
}

/** An item that stands for several. */
const isStarred = (item: Value): boolean => item.kind === "code" && item.text.startsWith("*");

const objectOf = (value: Value): PythonObject =>
  value.kind === "code" ? { kind: "unknown" } : { kind: "value", value };
const text = (value: string): PythonObject => ({ kind: "value", value: { kind: "string", value } });
const number = (value: bigint): PythonObject => ({ kind: "value", value: { kind: "int", value } });

/** A tuple of objects, whatever they are. */
export function tuple(parts: readonly PythonObject[]): PythonObject {
  const nowhere = { from: 0, to: 0 };
  const items = parts.map(
    (each): Value => (each.kind === "value" ? each.value : { kind: "code", text: "", span: nowhere }),
  );
  return { kind: "value", value: { kind: "tuple", items }, parts };
}
