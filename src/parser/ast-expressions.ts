import type { Span } from "../diagnostics/span.ts";

/** An expression; parentheses around it are not part of it. */
export type PyExpression =
  | PyName
  | PyAttribute
  | PySubscript
  | PyCall
  | PyString
  | PyFString
  | PyBytes
  | PyNumber
  | PyConstant
  | PyUnary
  | PyBinary
  | PyConditional
  | PySequence
  | PyDict
  | PyLambda
  | PyNamed
  | PyOpaque;

/** An identifier. */
export interface PyName {
  readonly kind: "name";
  /** NFKC-normalised, as Python does. */
  readonly name: string;
  readonly span: Span;
}

/** `object.name`. */
export interface PyAttribute {
  readonly kind: "attribute";
  readonly object: PyExpression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `object[index]`. */
export interface PySubscript {
  readonly kind: "subscript";
  readonly object: PyExpression;
  readonly index: PyExpression;
  readonly span: Span;
}

/** `callee(args)`. */
export interface PyCall {
  readonly kind: "call";
  readonly callee: PyExpression;
  readonly args: readonly PyArgument[];
  readonly span: Span;
}

/** An argument of a call or of a class's bases. */
export interface PyArgument {
  readonly form: "positional" | "keyword" | "star" | "double-star";
  /** Only for `keyword`. */
  readonly name: string | null;
  readonly value: PyExpression;
  readonly span: Span;
}

/** A string literal without replacement fields; adjacent literals are already joined. Lone surrogates are kept. */
export interface PyString {
  readonly kind: "string";
  readonly value: string;
  readonly span: Span;
}

/** An f-string or t-string with its parts, or a juxtaposition that contains one. */
export interface PyFString {
  readonly kind: "f-string";
  readonly template: boolean;
  readonly parts: readonly (string | PyFStringField)[];
  readonly span: Span;
}

/** A replacement field of an f-string. */
export interface PyFStringField {
  readonly expression: PyExpression;
  /** True when the field has `=`, `!r`-like conversion or a format specification: its text is then not simply `str(value)`. */
  readonly formatted: boolean;
  readonly span: Span;
}

/** A bytes literal; adjacent literals are already joined. */
export interface PyBytes {
  readonly kind: "bytes";
  readonly value: Uint8Array;
  readonly span: Span;
}

/** A number; integers are exact, floats carry their value and their text. */
export type PyNumber =
  | { readonly kind: "number"; readonly type: "int"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "number"; readonly type: "float"; readonly value: number; readonly span: Span }
  | { readonly kind: "number"; readonly type: "complex"; readonly value: number; readonly span: Span };

/** `True`, `False`, `None` or `...`. */
export interface PyConstant {
  readonly kind: "constant";
  readonly value: true | false | null | "...";
  readonly span: Span;
}

/** An operator before its operand. */
export interface PyUnary {
  readonly kind: "unary";
  readonly operator: "-" | "+" | "~" | "not";
  readonly operand: PyExpression;
  readonly span: Span;
}

/** Arithmetic, comparison (`==`, `not in`, `is not` …) and boolean (`and`, `or`) operators. A comparison chain is `opaque`. */
export interface PyBinary {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: PyExpression;
  readonly right: PyExpression;
  readonly span: Span;
}

/** `then if test else otherwise`. */
export interface PyConditional {
  readonly kind: "conditional";
  readonly test: PyExpression;
  readonly then: PyExpression;
  readonly otherwise: PyExpression;
  readonly span: Span;
}

/** List, tuple or set display. A starred item is an `opaque` item. */
export interface PySequence {
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly PyExpression[];
  readonly span: Span;
}

/** A dict display. */
export interface PyDict {
  readonly kind: "dict";
  /** `key: null` for `**value`. */
  readonly entries: readonly { readonly key: PyExpression | null; readonly value: PyExpression }[];
  readonly span: Span;
}

/** `lambda …: …`. */
export interface PyLambda {
  readonly kind: "lambda";
  readonly span: Span;
}

/** `name := value`. */
export interface PyNamed {
  readonly kind: "named";
  readonly name: string;
  readonly value: PyExpression;
  readonly span: Span;
}

/** Any other expression: comprehension, `await`, `yield`, slice, starred, chain of comparisons … */
export interface PyOpaque {
  readonly kind: "opaque";
  readonly span: Span;
}
