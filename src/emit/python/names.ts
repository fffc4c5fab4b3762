/**
 * Words that Python keeps for itself, soft keywords, and names that ruff finds too much like digits (E741);
 * then functions and types that generated code, or who extends it, may want to call.
 */
const pythons: ReadonlySet<string> = /* @__PURE__ */ new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield _ case match type l O I self abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip".split(
    " ",
  ),
);

/** The names in use in a part of a module. */
export interface Scope {
  /** Takes a name as it is; `false` where it is in use already. */
  reserve(name: string): boolean;
  /** Takes and gives a name that is not in use and resembles the hint: `list_` for a word of Python's, `work_2` for the second `work`. */
  fresh(hint: string): string;
  /** Names of an inner function: it sees what is in use here, and its own names stay its own. */
  inner(): Scope;
}

/** A scope in which nothing but Python's own words is taken. */
export function createScope(): Scope {
  return scopeOf(() => false);
}

function scopeOf(isTakenOutside: (name: string) => boolean): Scope {
  const taken = new Set<string>();
  const isTaken = (name: string): boolean => taken.has(name) || isTakenOutside(name);
  const reserve = (name: string): boolean => {
    if (pythons.has(name) || isTaken(name)) return false;
    taken.add(name);
    return true;
  };
  return {
    reserve: (name) => reserve(name.normalize("NFKC")),
    fresh(hint) {
      const identifier = toIdentifier(hint);
      const name = pythons.has(identifier) ? `${identifier}_` : identifier;
      if (reserve(name)) return name;
      for (let count = 2; ; count++) {
        const other = `${name.replace(/_$/, "")}_${count}`;
        if (reserve(other)) return other;
      }
    },
    inner: () => scopeOf(isTaken),
  };
}

/** The nearest identifier to any text. Python compares identifiers in the form NFKC, so this is the form they get. */
export function toIdentifier(text: string): string {
  if (/^[A-Za-z_]\w*$/.test(text)) return text;
  const name = text.normalize("NFKC").replace(/[^\p{ID_Continue}]+/gu, "_");
  return /^[\p{ID_Start}_]/u.test(name) ? name : `_${name}`;
}

/** `HelloFlow` as people name functions: `hello_flow`. */
export function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_").toLowerCase();
}
