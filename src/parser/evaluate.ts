import type { Value } from "../ir/value.ts";
import { binaryOperation, subscript, textOf, unaryOperation } from "./arithmetic.ts";
import type { PyArgument, PyDict, PyExpression, PyFString } from "./ast.ts";
import { hashKey, truth } from "./equality.ts";

/** Longer results are left to Python. */
const LONGEST_TEXT = 1_000_000;

type Evaluate = (expression: PyExpression) => Value;
type Entry = { readonly key: Value; readonly value: Value };

/** Adds an entry as Python does: an equal key keeps its place and its first form, and gets the new value. */
function setEntry(entries: Entry[], places: Map<string, number>, entry: Entry): boolean {
  const key = hashKey(entry.key);
  if (key === null) {
    entries.push(entry);
    return entry.key.kind === "code";
  }
  const place = places.get(key);
  if (place === undefined) {
    places.set(key, entries.length);
    entries.push(entry);
  } else entries[place] = { key: (entries[place] as Entry).key, value: entry.value };
  return true;
}

function dictionary(entries: PyDict["entries"], evaluate: Evaluate): Value | null {
  const result: Entry[] = [];
  const places = new Map<string, number>();
  for (const { key, value } of entries) {
    const found = evaluate(value);
    if (key !== null) {
      if (!setEntry(result, places, { key: evaluate(key), value: found })) return null;
    } else if (found.kind !== "dict" || !found.entries.every((entry) => setEntry(result, places, entry))) return null;
  }
  return { kind: "dict", entries: result };
}

/** `dict(a=1, **known)`. */
function dictCall(args: readonly PyArgument[], evaluate: Evaluate): Value | null {
  const entries: PyDict["entries"][number][] = [];
  for (const { form, name, value, span } of args) {
    if (form === "keyword" && name !== null) entries.push({ key: { kind: "string", value: name, span }, value });
    else if (form === "double-star") entries.push({ key: null, value });
    else return null;
  }
  return dictionary(entries, evaluate);
}

function display(kind: "list" | "tuple" | "set", items: readonly Value[]): Value | null {
  if (kind !== "set") return { kind, items };
  const seen = new Set<string>();
  const result: Value[] = [];
  for (const item of items) {
    const key = hashKey(item);
    if (key === null && item.kind !== "code") return null;
    if (key === null || !seen.has(key)) result.push(item);
    if (key !== null) seen.add(key);
  }
  return { kind, items: result };
}

function formatString({ parts, template }: PyFString, evaluate: Evaluate): Value | null {
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      const shown = part.formatted || template ? null : textOf(evaluate(part.expression));
      if (shown === null || text.length + shown.length > LONGEST_TEXT) return null;
      text += shown;
    }
  }
  return template ? null : { kind: "string", value: text };
}

/** The value of an `ast.Constant`; `null` for every other expression, a negative number included. */
export function literalValue(expression: PyExpression): Value | null {
  switch (expression.kind) {
    case "string":
      return { kind: "string", value: expression.value };
    case "bytes":
      return { kind: "bytes", value: expression.value };
    case "number":
      if (expression.type === "int") return { kind: "int", value: expression.value };
      return expression.type === "float" ? { kind: "float", value: expression.value } : null;
    case "constant":
      if (expression.value === null) return { kind: "none" };
      return expression.value === "..." ? { kind: "ellipsis" } : { kind: "bool", value: expression.value };
    default:
      return null;
  }
}

/** The value, or `null` when only Python can tell. */
function known(expression: PyExpression, evaluate: Evaluate, lookup: (name: string) => Value | null): Value | null {
  switch (expression.kind) {
    case "string":
    case "bytes":
    case "number":
    case "constant":
      return literalValue(expression);
    case "name":
      return lookup(expression.name);
    case "f-string":
      return formatString(expression, evaluate);
    case "list":
    case "tuple":
    case "set":
      return display(expression.kind, expression.items.map(evaluate));
    case "dict":
      return dictionary(expression.entries, evaluate);
    case "call": {
      const { callee, args } = expression;
      return callee.kind === "name" && callee.name === "dict" && lookup("dict") === null
        ? dictCall(args, evaluate)
        : null;
    }
    case "subscript":
      return subscript(evaluate(expression.object), evaluate(expression.index));
    case "unary": {
      const operand = evaluate(expression.operand);
      if (expression.operator !== "not") return unaryOperation(expression.operator, operand);
      const holds = truth(operand);
      return holds === null ? null : { kind: "bool", value: !holds };
    }
    case "binary": {
      const left = evaluate(expression.left);
      const { operator } = expression;
      if (operator !== "and" && operator !== "or") return binaryOperation(operator, left, evaluate(expression.right));
      const holds = truth(left);
      if (holds === null) return null;
      return holds === (operator === "or") ? left : evaluate(expression.right);
    }
    case "named":
      return evaluate(expression.value);
    case "conditional": {
      const holds = truth(evaluate(expression.test));
      return holds === null ? null : evaluate(holds ? expression.then : expression.otherwise);
    }
    default:
      return null;
  }
}

/**
 * What an expression is worth, as far as that can be told without running Python. `lookup` gives the value of a name,
 * `null` when it is unknown; `text` is what the spans point into. What cannot be told is `code`: an item of a display
 * by itself, an operation with an unknown operand as a whole. Never raises, and bounds its work and the size of results.
 */
export function evaluate(expression: PyExpression, lookup: (name: string) => Value | null, text: string): Value {
  const each: Evaluate = (inner) => {
    const value = known(inner, each, lookup);
    if (value !== null && value.kind !== "code") return value;
    return { kind: "code", text: text.slice(inner.span.from, inner.span.to), span: inner.span };
  };
  return each(expression);
}
