import type { Span } from "../diagnostics/span.ts";

/** What is known of a Python expression without running Python: the value itself, or its source text to be evaluated at run time. */
export type Value =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "none" }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "list" | "tuple" | "set"; readonly items: readonly Value[] }
  | { readonly kind: "dict"; readonly entries: readonly { readonly key: Value; readonly value: Value }[] }
  | CodeValue;

/** An expression that only Python can evaluate. */
export interface CodeValue {
  readonly kind: "code";
  /** The source text of the expression. */
  readonly text: string;
  readonly span: Span;
}
