import type { Flow } from "../../ir/flow.ts";
import type { FlowParameter } from "../../ir/parameter.ts";
import type { Value } from "../../ir/value.ts";
import * as py from "../python/index.ts";

/** A parameter of the flow as one of the function that Prefect calls. */
export interface Argument {
  /** Metaflow's name. */
  readonly name: string;
  readonly identifier: string;
  readonly annotation: string;
  /** What is printed as its default: `null` for a required one. */
  readonly fallback: py.Expression | null;
  /** The default is a list or a dict, which Python wants to see made outside of a signature. */
  readonly isMutable: boolean;
  readonly help: string | null;
}

/** The signature: required parameters first, else as they stand in the flow. Those whose name is not known are left to Metaflow. */
export function argumentsOf(flow: Flow, names: py.Scope): Argument[] {
  const inOrder = [...flow.parameters].sort((a, b) => {
    const [own, other] = [a, b].map(({ place }) => Number(place.file === flow.file));
    return (own ?? 0) - (other ?? 0) || a.place.span.from - b.place.span.from;
  });
  const known = inOrder.flatMap((parameter) => {
    const { name } = parameter;
    return name === null ? [] : [argumentOf(name, parameter, names.fresh(name.replace(/^_+(?=.)/, "")))];
  });
  return [...known.filter(({ fallback }) => fallback === null), ...known.filter(({ fallback }) => fallback !== null)];
}

const ANNOTATIONS = {
  str: "str",
  int: "int",
  float: "float",
  bool: "bool",
  file: "str",
  json: "Json",
  unknown: "Json",
} as const;

function argumentOf(
  name: string,
  { type, required, default: value, help }: FlowParameter,
  identifier: string,
): Argument {
  const annotation = ANNOTATIONS[type];
  const base = { name, identifier, help, isMutable: false };
  if (required && value === null) return { ...base, annotation, fallback: null };
  const shown = value && type === "json" ? jsonOf(value) : value && shownAs(value, type) ? value : null;
  const optional = annotation === "Json" ? annotation : `${annotation} | None`;
  if (!shown) return { ...base, annotation: optional, fallback: py.none };
  return {
    ...base,
    annotation: shown.kind === "none" ? optional : annotation,
    fallback: py.value(shown),
    isMutable: "items" in shown || shown.kind === "dict",
  };
}

/** Whether a default has the type that the parameter is declared with; others are left to Metaflow. */
function shownAs({ kind }: Value, type: FlowParameter["type"]): boolean {
  switch (type) {
    case "str":
    case "file":
      return kind === "string" || kind === "none";
    case "float":
      return kind === "float" || kind === "int" || kind === "none";
    case "int":
    case "bool":
      return kind === type || kind === "none";
    default:
      return false;
  }
}

/** The default of a JSON parameter: the value, or a text that Metaflow will read as JSON. */
function jsonOf(value: Value): Value | null {
  if (value.kind !== "string") return py.isStatic(value) && isJson(value) ? value : null;
  try {
    return fromJson(JSON.parse(value.value));
  } catch {
    return null;
  }
}

function isJson(value: Value): boolean {
  switch (value.kind) {
    case "list":
      return value.items.every(isJson);
    case "dict":
      return value.entries.every(({ key, value: item }) => key.kind === "string" && isJson(item));
    case "float":
      return Number.isFinite(value.value);
    default:
      return value.kind === "string" || value.kind === "int" || value.kind === "bool" || value.kind === "none";
  }
}

/** Numbers that JavaScript reads otherwise than Python are refused. */
function fromJson(data: unknown): Value {
  switch (typeof data) {
    case "string":
      return { kind: "string", value: data };
    case "boolean":
      return { kind: "bool", value: data };
    case "number":
      if (!Number.isInteger(data)) return { kind: "float", value: data };
      if (!Number.isSafeInteger(data)) throw new RangeError("not exact");
      return { kind: "int", value: BigInt(data) };
    default:
      if (data === null) return { kind: "none" };
      if (Array.isArray(data)) return { kind: "list", items: data.map(fromJson) };
      return {
        kind: "dict",
        entries: Object.entries(data as object).map(([key, item]) => ({ key: fromJson(key), value: fromJson(item) })),
      };
  }
}
