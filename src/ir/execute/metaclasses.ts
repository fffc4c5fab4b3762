import type { ClassObject } from "../objects.ts";

/** Each metaclass of Python's own or of Metaflow's with those that it is derived from. */
const METACLASSES: Readonly<Record<string, readonly string[]>> = {
  FlowSpec: ["FlowSpecMeta"],
  "abc.ABC": ["ABCMeta"],
  "typing.Protocol": ["ProtocolMeta", "ABCMeta"],
  "enum.Enum": ["EnumMeta"],
  "enum.Flag": ["EnumMeta"],
  "enum.IntEnum": ["EnumMeta"],
  "enum.IntFlag": ["EnumMeta"],
  "enum.StrEnum": ["EnumMeta"],
  // What a metaclass itself can be derived from.
  "abc.ABCMeta": ["ABCMeta"],
  "enum.EnumMeta": ["EnumMeta"],
  FlowSpecMeta: ["FlowSpecMeta"],
};

/** A class statement, as far as its metaclass depends on it. */
interface Bases {
  readonly classes: readonly ClassObject[];
  /** Names of bases of Python's own and of Metaflow's. */
  readonly others: readonly string[];
  /** What `metaclass=` gives: a class, a name as in `others`, or `null` where it cannot be known; `undefined` without it. */
  readonly given: ClassObject | string | null | undefined;
}

/**
 * The metaclass of a class as the names of all metaclasses that it is derived from; `null` where it cannot be known,
 * "conflict" where Python raises a TypeError since it is not derived from those of all bases.
 */
export function metaclassOf({ classes, others, given }: Bases): ReadonlySet<string> | null | "conflict" {
  const candidates: ReadonlySet<string>[] = [];
  for (const { metaclass } of classes) {
    if (metaclass === null) return null;
    candidates.push(metaclass);
  }
  for (const name of others) candidates.push(new Set(METACLASSES[name] ?? []));
  if (given === null) return null;
  if (typeof given === "string") candidates.push(new Set(METACLASSES[given] ?? []));
  else if (given !== undefined) {
    if (given.unknownBases.length > 0) return null;
    candidates.push(given.asMetaclass);
  }
  const all = new Set(candidates.flatMap((each) => [...each]));
  const most = candidates.find(({ size }) => size === all.size);
  return most ?? (all.size === 0 ? all : "conflict");
}

/** The names by which a class counts where it is a metaclass. */
export function asMetaclass(
  id: string,
  classes: readonly ClassObject[],
  others: readonly string[],
): ReadonlySet<string> {
  return new Set([
    id,
    ...classes.flatMap((base) => [...base.asMetaclass]),
    ...others.flatMap((name) => METACLASSES[name] ?? []),
  ]);
}
