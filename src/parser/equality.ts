import type { Value } from "../ir/value.ts";

/** Larger values are not compared. */
const MOST_NODES = 10_000;

/**
 * A text that is the same for two values exactly when Python finds them equal (`1 == True == 1.0`, but `"1" != 1`).
 * `null` when a part is unknown, is not a number (NaN), or the value is very large.
 */
export function equalityKey(value: Value): string | null {
  let nodes = 0;
  const keys = (values: readonly Value[]): string[] | null => {
    const found: string[] = [];
    for (const each of values) {
      const key = keyOf(each);
      if (key === null) return null;
      found.push(key);
    }
    return found;
  };
  const keyOf = (each: Value): string | null => {
    if (++nodes > MOST_NODES) return null;
    switch (each.kind) {
      case "string":
        return JSON.stringify(each.value);
      case "bytes":
        return `b${each.value.join()}`;
      case "int":
        return String(each.value);
      case "bool":
        return each.value ? "1" : "0";
      case "float":
        if (Number.isNaN(each.value)) return null;
        return Number.isInteger(each.value) ? String(BigInt(each.value)) : String(each.value);
      case "none":
      case "ellipsis":
        return each.kind;
      case "list":
      case "tuple": {
        const items = keys(each.items);
        return items && `${each.kind}(${items})`;
      }
      case "set": {
        const items = keys(each.items);
        return items && `set(${items.sort()})`;
      }
      case "dict": {
        const entries = each.entries.map((entry) => keys([entry.key, entry.value]));
        return entries.includes(null) ? null : `dict(${entries.map((entry) => `(${entry})`).sort()})`;
      }
      case "code":
        return null;
    }
  };
  return keyOf(value);
}

/** The same for what can be a dictionary's key or a set's item: `null` also for lists, dictionaries and sets. */
export function hashKey(value: Value): string | null {
  const hashable = (each: Value): boolean =>
    each.kind === "tuple" ? each.items.every(hashable) : !["list", "dict", "set", "code"].includes(each.kind);
  const key = equalityKey(value);
  return key !== null && hashable(value) ? key : null;
}

/** Python's truth of a value, `null` when it is unknown. */
export function truth(value: Value): boolean | null {
  switch (value.kind) {
    case "string":
      return value.value !== "";
    case "bytes":
      return value.value.length > 0;
    case "int":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "bool":
      return value.value;
    case "none":
      return false;
    case "ellipsis":
      return true;
    case "dict":
      return value.entries.length > 0;
    case "code":
      return null;
    default:
      // `[*rest]` may be empty.
      return value.items.length > 0 && value.items.every(isUnpacked) ? null : value.items.length > 0;
  }
}

/** Whether an item stands for any number of items (`*rest`). */
export const isUnpacked = (value: Value): boolean => value.kind === "code" && value.text.startsWith("*");
