import type { Value } from "../value.ts";

/** What Python's `int` makes of a value: `null` where it raises an exception, NaN where only Python can tell. */
export function toInt(value: Value): number | null {
  switch (value.kind) {
    case "code":
      return Number.NaN;
    case "float":
      return Number.isFinite(value.value) ? Math.trunc(value.value) : null;
    case "bool":
    case "int":
      return Math.trunc(Number(value.value));
    case "string":
      return /^\s*[+-]?\d+(_\d+)*\s*$/.test(value.value) ? Number(value.value.replaceAll("_", "")) : null;
    default:
      return null;
  }
}

/** What Python's `float` makes of a value: `null` where it raises an exception, NaN where only Python can tell. */
export function toFloat(value: Value): number | null {
  if (value.kind !== "string") return value.kind === "float" ? value.value : toInt(value);
  const text = value.value.trim();
  return /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text.replaceAll("_", "")) : null;
}

/** A simple value as Python's `str` gives it, for messages. */
export function shown(value: Value): string {
  switch (value.kind) {
    case "string":
    case "code":
      return value.kind === "code" ? value.text : value.value;
    case "int":
    case "float":
      return String(value.value);
    case "bool":
      return value.value ? "True" : "False";
    default:
      return value.kind === "none" ? "None" : value.kind;
  }
}

/** The value of a dict's key: `null` where it has none, `undefined` where only Python can tell. */
export function entryOf(dict: Value & { readonly kind: "dict" }, name: string): Value | null | undefined {
  if (dict.entries.some(({ key }) => key.kind === "code")) return undefined;
  return dict.entries.findLast(({ key }) => key.kind === "string" && key.value === name)?.value ?? null;
}
