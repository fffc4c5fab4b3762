import type { Place } from "../diagnostics/diagnostic.ts";
import type { Argument } from "./decorator.ts";
import type { Value } from "./value.ts";

/** The type that Metaflow converts a parameter's text to; `unknown` for one that only Python can tell. */
export type ParameterType = "str" | "int" | "float" | "bool" | "json" | "file" | "unknown";

/** A `Parameter`, `IncludeFile` or `Config` of a flow. */
export interface Parameter {
  readonly kind: "parameter" | "include-file" | "config";
  /** Name on the command line, case and dashes as written; `null` when it is not a literal. */
  readonly name: string | null;
  readonly type: ParameterType;
  /** `null` where none is given; a callable default is a `code` value. */
  readonly default: Value | null;
  /** True when the default is a function that Metaflow calls when a run starts. */
  readonly deployTime: boolean;
  /** Arguments whose value is a function. */
  readonly functions: readonly string[];
  readonly required: boolean;
  readonly help: string | null;
  readonly separator: string | null;
  readonly arguments: readonly Argument[];
  readonly place: Place;
}

/** A parameter as a member of a flow: `variable` is its artifact. */
export interface FlowParameter extends Parameter {
  readonly variable: string;
}
