import type { Value } from "../ir/value.ts";
import { equalityKey, isUnpacked } from "./equality.ts";

/** Results beyond these are left to Python. */
const MOST_BITS = 4096;
const MOST_ITEMS = 10_000;
const MOST_TEXT = 100_000;

const int = (value: bigint): Value | null => (bits(value) > MOST_BITS ? null : { kind: "int", value });
const float = (value: number): Value => ({ kind: "float", value });
const bool = (value: boolean): Value => ({ kind: "bool", value });
const bits = (value: bigint): number => 4 * value.toString(16).length;

/** An int or bool as an integer, `null` for other kinds. */
export function integerOf(value: Value): bigint | null {
  if (value.kind === "int") return value.value;
  return value.kind === "bool" ? BigInt(value.value) : null;
}

function floatOf(value: Value): number | null {
  if (value.kind === "float") return value.value;
  const integer = integerOf(value);
  if (integer === null) return null;
  const result = Number(integer);
  return Number.isFinite(result) ? result : null;
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
};

function power(a: bigint, b: bigint): Value | null {
  if (b >= 0n) {
    if (b > BigInt(MOST_BITS) && a !== 0n && a !== 1n && a !== -1n) return null;
    if (a === 0n || a === 1n || a === -1n) return int(b === 0n ? 1n : a === -1n && b % 2n === 0n ? 1n : a);
    return bits(a) * Number(b) > 2 * MOST_BITS ? null : int(a ** b);
  }
  if (a === 0n || b < -64n) return null;
  const divisor = a ** -b;
  return bits(divisor) > 52 ? null : float(1 / Number(divisor));
}

type Operations<T> = Readonly<Record<string, (a: T, b: T) => Value | null>>;

const most = BigInt(MOST_BITS);

const integers: Operations<bigint> = {
  "+": (a, b) => int(a + b),
  "-": (a, b) => int(a - b),
  "*": (a, b) => int(a * b),
  "//": (a, b) => (b === 0n ? null : int(floorDivide(a, b))),
  "%": (a, b) => (b === 0n ? null : int(a - b * floorDivide(a, b))),
  // Beyond 53 bits each operand would be rounded before the quotient is.
  "/": (a, b) => (b === 0n || bits(a) > 52 || bits(b) > 52 ? null : float(Number(a) / Number(b))),
  "**": power,
  "<<": (a, b) => (b < 0n || b > most ? null : int(a << b)),
  ">>": (a, b) => (b < 0n || b > 1_000_000n ? null : int(a >> b)),
  "&": (a, b) => int(a & b),
  "|": (a, b) => int(a | b),
  "^": (a, b) => int(a ^ b),
};

/** CPython's `divmod` of floats. */
function floatDivide(a: number, b: number): { readonly quotient: number; readonly rest: number } {
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest === 0) rest = b < 0 ? -0 : 0;
  else if (b < 0 !== rest < 0) {
    rest += b;
    quotient -= 1;
  }
  if (quotient === 0) return { quotient: a / b < 0 || Object.is(a / b, -0) ? -0 : 0, rest };
  const floor = Math.floor(quotient);
  return { quotient: quotient - floor > 0.5 ? floor + 1 : floor, rest };
}

const floats: Operations<number> = {
  "+": (a, b) => float(a + b),
  "-": (a, b) => float(a - b),
  "*": (a, b) => float(a * b),
  "/": (a, b) => (b === 0 ? null : float(a / b)),
  "//": (a, b) => (b === 0 ? null : float(floatDivide(a, b).quotient)),
  "%": (a, b) => (b === 0 ? null : float(floatDivide(a, b).rest)),
};

function repeat(value: Value, count: bigint): Value | null {
  const times = Number(count < 0n ? 0n : count);
  if (value.kind === "string") {
    return value.value.length * times > MOST_TEXT ? null : { kind: "string", value: value.value.repeat(times) };
  }
  if ((value.kind !== "list" && value.kind !== "tuple") || value.items.length * times > MOST_ITEMS) return null;
  return { kind: value.kind, items: Array.from({ length: value.items.length && times }, () => value.items).flat() };
}

function join(a: Value, b: Value): Value | null {
  if (a.kind === "string" && b.kind === "string") {
    return a.value.length + b.value.length > 10 * MOST_TEXT ? null : { kind: "string", value: a.value + b.value };
  }
  if (a.kind === "bytes" && b.kind === "bytes")
    return { kind: "bytes", value: Uint8Array.from([...a.value, ...b.value]) };
  if ((a.kind === "list" || a.kind === "tuple") && a.kind === b.kind) {
    return a.items.length + b.items.length > MOST_ITEMS ? null : { kind: a.kind, items: [...a.items, ...b.items] };
  }
  return null;
}

/** `"%s and %d" % …` over strings and integers. */
function formatted(template: string, value: Value): Value | null {
  const values = value.kind === "tuple" ? [...value.items] : [value];
  let known = template.length <= MOST_TEXT;
  const text = template.replace(/%([\s\S])?/g, (_, letter?: string) => {
    if (letter === "%") return "%";
    const next = values.shift();
    const shown = next === undefined || (letter === "d" && integerOf(next) === null) ? null : textOf(next);
    if ((letter !== "s" && letter !== "d") || shown === null || shown.length > MOST_TEXT) known = false;
    return letter === "d" && next?.kind === "bool" ? String(Number(next.value)) : (shown ?? "");
  });
  return known && values.length === 0 ? { kind: "string", value: text } : null;
}

/** Python's `str(value)` of a string, int, bool or None; `null` for other kinds. */
export function textOf(value: Value): string | null {
  switch (value.kind) {
    case "string":
      return value.value;
    case "int":
      return String(value.value);
    case "bool":
      return value.value ? "True" : "False";
    case "none":
      return "None";
    default:
      return null;
  }
}

/** Code points in Python's order. */
function compareText(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < left.length && at < right.length; at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function order(operator: string, a: Value, b: Value): Value | null {
  let left: bigint | number | null;
  let right: bigint | number | null;
  if (a.kind === "string" && b.kind === "string") {
    left = compareText(a.value, b.value);
    right = 0;
  } else {
    left = a.kind === "float" ? a.value : integerOf(a);
    right = b.kind === "float" ? b.value : integerOf(b);
  }
  if (left === null || right === null) return null;
  // JavaScript compares a bigint with a number exactly, as Python does.
  if (operator === "<") return bool(left < right);
  if (operator === "<=") return bool(left <= right);
  return bool(operator === ">" ? left > right : left >= right);
}

function contains(container: Value, item: Value): boolean | null {
  if (container.kind === "string") return item.kind === "string" ? container.value.includes(item.value) : null;
  const items =
    container.kind === "dict"
      ? container.entries.map(({ key }) => key)
      : container.kind === "list" || container.kind === "tuple" || container.kind === "set"
        ? container.items
        : null;
  const key = equalityKey(item);
  const keys = items?.map(equalityKey);
  return keys === undefined || key === null || keys.includes(null) ? null : keys.includes(key);
}

/** Whether two known values are one object; `null` where that depends on the interpreter. */
function identical(a: Value, b: Value): boolean | null {
  const single = (value: Value): boolean => value.kind === "none" || value.kind === "bool" || value.kind === "ellipsis";
  if (!single(a) && !single(b)) return null;
  return a.kind === b.kind && equalityKey(a) === equalityKey(b);
}

const answer = (value: boolean | null, negate: boolean): Value | null =>
  value === null ? null : bool(value !== negate);

/** What Python's binary operator gives (all but `and` and `or`); `null` when it raises or cannot be told. */
export function binaryOperation(operator: string, a: Value, b: Value): Value | null {
  if (a.kind === "code" || b.kind === "code") return null;
  switch (operator) {
    case "==":
    case "!=": {
      const left = equalityKey(a);
      const right = equalityKey(b);
      return left === null || right === null ? null : bool((left === right) === (operator === "=="));
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
      return order(operator, a, b);
    case "in":
    case "not in":
      return answer(contains(b, a), operator === "not in");
    case "is":
    case "is not":
      return answer(identical(a, b), operator === "is not");
    default:
      return calculated(operator, a, b);
  }
}

/** What an operator gives that is no question. */
function calculated(operator: string, a: Value, b: Value): Value | null {
  const left = integerOf(a);
  const right = integerOf(b);
  if (left !== null && right !== null) {
    const result = integers[operator]?.(left, right) ?? null;
    const isLogical = a.kind === "bool" && b.kind === "bool" && "&|^".includes(operator);
    return isLogical && result?.kind === "int" ? bool(result.value === 1n) : result;
  }
  if (operator === "*" && right !== null && a.kind !== "float") return repeat(a, right);
  if (operator === "*" && left !== null && b.kind !== "float") return repeat(b, left);
  if (operator === "%" && a.kind === "string") return formatted(a.value, b);
  const x = floatOf(a);
  const y = floatOf(b);
  if (x !== null && y !== null) return floats[operator]?.(x, y) ?? null;
  return operator === "+" ? join(a, b) : null;
}

/** What `-`, `+` or `~` gives; `null` when it raises or cannot be told. */
export function unaryOperation(operator: string, value: Value): Value | null {
  const integer = integerOf(value);
  if (integer !== null) return int(operator === "-" ? -integer : operator === "+" ? integer : ~integer);
  if (value.kind !== "float" || operator === "~") return null;
  return float(operator === "-" ? -value.value : value.value);
}

/** `object[index]` of known values; `null` when it raises or cannot be told. */
export function subscript(object: Value, index: Value): Value | null {
  if (object.kind === "dict") {
    const key = equalityKey(index);
    const keys = object.entries.map((entry) => equalityKey(entry.key));
    if (key === null || keys.includes(null)) return null;
    return object.entries[keys.indexOf(key)]?.value ?? null;
  }
  const position = integerOf(index);
  if (position === null || bits(position) > 32) return null;
  if (object.kind === "string") {
    const character = [...object.value].at(Number(position));
    return character === undefined ? null : { kind: "string", value: character };
  }
  if (object.kind === "bytes") {
    const byte = object.value.at(Number(position));
    return byte === undefined ? null : { kind: "int", value: BigInt(byte) };
  }
  if ((object.kind !== "list" && object.kind !== "tuple") || object.items.some(isUnpacked)) return null;
  return object.items.at(Number(position)) ?? null;
}
