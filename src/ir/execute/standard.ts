import type { PythonObject } from "../objects.ts";

/** Names of Python's own on which a flow's structure can depend: built in, or by the module that they are imported from. */
const BUILT_IN: ReadonlySet<string> = new Set(
  "classmethod dict enumerate getattr list object property range reversed staticmethod tuple type zip".split(" "),
);

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  abc: ["ABC", "ABCMeta"],
  enum: ["Enum", "EnumMeta", "Flag", "IntEnum", "IntFlag", "StrEnum"],
  functools: ["cache", "cached_property", "lru_cache", "partial"],
  typing: ["Generic", "Protocol"],
  typing_extensions: ["Generic", "Protocol"],
};

/** The object of a built-in name, or `null`. */
export function builtIn(name: string): PythonObject | null {
  return BUILT_IN.has(name) ? { kind: "standard", name } : null;
}

/** A module of the standard library of which some members are known, or `null`. */
export function standardModule(module: string): PythonObject | null {
  return Object.hasOwn(MEMBERS, module) ? { kind: "standard", name: module } : null;
}

/** A member of such a module, or `null`. */
export function standardMember(module: string, name: string): PythonObject | null {
  if (module === "typing" && name === "TYPE_CHECKING") return { kind: "value", value: { kind: "bool", value: false } };
  if (!Object.hasOwn(MEMBERS, module) || !MEMBERS[module]?.includes(name)) return null;
  return { kind: "standard", name: `${module === "typing_extensions" ? "typing" : module}.${name}` };
}
