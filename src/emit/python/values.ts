import type { Value } from "../../ir/value.ts";
import type { BracketOptions } from "./brackets.ts";
import { dict, list, set, tuple } from "./displays.ts";
import { atom, type Expression } from "./expression.ts";
import { bool, bytes, float, int, none, string } from "./literals.ts";

const displays = { list, set, tuple };

/** A value that was read from the flow. Throws for what only Python can evaluate: ask `isStatic` first. */
export function value(it: Value, options?: BracketOptions): Expression {
  switch (it.kind) {
    case "string":
      return string(it.value);
    case "bytes":
      return bytes(it.value);
    case "int":
      return int(it.value);
    case "float":
      return float(it.value);
    case "bool":
      return bool(it.value);
    case "none":
      return none;
    case "ellipsis":
      return atom("...");
    case "dict":
      return dict(
        it.entries.map((entry) => [value(entry.key), value(entry.value)] as const),
        options,
      );
    case "code":
      throw new TypeError("an expression of the flow cannot be printed into a generated file");
    default:
      return displays[it.kind](
        it.items.map((item) => value(item)),
        options,
      );
  }
}

/** Whether `value` prints it: nothing in it is left for Python to evaluate. */
export function isStatic(it: Value): boolean {
  if (it.kind === "dict") return it.entries.every((entry) => isStatic(entry.key) && isStatic(entry.value));
  return "items" in it ? it.items.every(isStatic) : it.kind !== "code";
}

/** What JSON can hold, and ints of any size. */
export type Data = string | number | bigint | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** Data as Python literals: arrays are lists, objects are dicts, whole numbers are ints. */
export function literal(data: Data, options?: BracketOptions): Expression {
  if (data === null) return none;
  switch (typeof data) {
    case "string":
      return string(data);
    case "boolean":
      return bool(data);
    case "bigint":
      return int(data);
    case "number":
      return Number.isInteger(data) && !Object.is(data, -0) ? int(data) : float(data);
    default:
      if (isArray(data)) {
        return list(
          data.map((item) => literal(item)),
          options,
        );
      }
      return dict(
        Object.entries(data).map(([key, item]) => [string(key), literal(item)] as const),
        options,
      );
  }
}

const isArray = (data: Data): data is readonly Data[] => Array.isArray(data);
