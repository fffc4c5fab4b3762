import type { Place } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { Value } from "./value.ts";

/** One argument of a decorator, a parameter or a `Config`, as written. */
export interface Argument {
  /** `null` for a positional argument; `"**"` for an unpacked mapping whose keys are not known. */
  readonly name: string | null;
  readonly value: Value;
  readonly place: Place;
  /** How it is given, where it stands in the call by itself: a positional argument, or the name before `=`. */
  readonly form?: "positional" | { readonly keyword: Span } | undefined;
}

/** A decorator as it stands in the source. */
export interface Decorator {
  /** Metaflow's name (`retry`), or the dotted text for one that is not Metaflow's own. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly place: Place;
}

/** The value of a keyword argument, or `null` when it was not given. */
export function argumentValue(source: { readonly arguments: readonly Argument[] }, name: string): Value | null {
  return source.arguments.findLast((argument) => argument.name === name)?.value ?? null;
}
