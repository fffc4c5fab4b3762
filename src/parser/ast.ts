import type { Span } from "../diagnostics/span.ts";

/**
 * The small typed syntax tree that the analysis works on. It holds what a flow's structure can depend on (classes,
 * functions, assignments, imports, branches) in full, and everything else as `opaque` with its span.
 */
export interface PyModule {
  readonly body: readonly PyStatement[];
  readonly docstring: PyString | null;
  /** The text that the spans point into. */
  readonly text: string;
}

/** A statement. `span` starts at the first token (for a decorated definition: at the first `@`) and ends after the last. */
export type PyStatement =
  | PyClass
  | PyFunction
  | PyAssign
  | PyImport
  | PyFromImport
  | PyIf
  | PyTry
  | PyBlock
  | PyExpressionStatement
  | PyDelete
  | PyReturn
  | PyPass
  | PyOpaqueStatement;

/** `@expression` above a definition; the span begins at `@` and ends with the expression. */
export interface PyDecorator {
  readonly expression: PyExpression;
  readonly span: Span;
}

/** A `class` statement. */
export interface PyClass {
  readonly kind: "class";
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly PyArgument[];
  readonly decorators: readonly PyDecorator[];
  readonly docstring: PyString | null;
  readonly body: readonly PyStatement[];
  readonly span: Span;
}

/** A `def` or `async def` statement. */
export interface PyFunction {
  readonly kind: "function";
  readonly name: string;
  readonly nameSpan: Span;
  readonly isAsync: boolean;
  /** Offset of `def`, or of `async` before it: Metaflow's `func_lineno` is its line. */
  readonly defOffset: number;
  readonly parameters: readonly PyParameter[];
  readonly decorators: readonly PyDecorator[];
  readonly docstring: PyString | null;
  /** Read when it is first asked for. */
  readonly body: readonly PyStatement[];
  /** The last statement of the body, for which the others need not be read. */
  readonly last: PyStatement | null;
  readonly span: Span;
}

/** A parameter of a function. */
export interface PyParameter {
  readonly name: string;
  /** As in Python's `ast.arguments`: `posonlyargs`, `args`, `vararg`, `kwonlyargs`, `kwarg`. */
  readonly form: "positional-only" | "plain" | "star" | "keyword-only" | "double-star";
  readonly default: PyExpression | null;
  readonly span: Span;
}

/** `a = b = value`, `a: T = value`, `a += value` (operator `+=`). An annotation without a value is an assignment with `value: null`. */
export interface PyAssign {
  readonly kind: "assign";
  readonly targets: readonly PyExpression[];
  readonly operator: string;
  readonly value: PyExpression | null;
  readonly span: Span;
}

/** `import …`. */
export interface PyImport {
  readonly kind: "import";
  /** `import a.b as c` gives `{ module: "a.b", alias: "c" }`. */
  readonly names: readonly { readonly module: string; readonly alias: string | null }[];
  readonly span: Span;
}

/** `from … import …`. */
export interface PyFromImport {
  readonly kind: "from-import";
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
  /** `"*"` stands alone with no alias. */
  readonly names: readonly { readonly name: string; readonly alias: string | null }[];
  readonly span: Span;
}

/** `elif` is a nested `if` in `orElse`. */
export interface PyIf {
  readonly kind: "if";
  readonly test: PyExpression;
  readonly body: readonly PyStatement[];
  readonly orElse: readonly PyStatement[];
  readonly span: Span;
}

/** `try` with all its clauses; those that are missing are empty. */
export interface PyTry {
  readonly kind: "try";
  readonly body: readonly PyStatement[];
  /** Bodies of the `except` clauses, in order. */
  readonly handlers: readonly (readonly PyStatement[])[];
  readonly orElse: readonly PyStatement[];
  readonly finalBody: readonly PyStatement[];
  readonly span: Span;
}

/** What a `for` statement goes through, and what it binds for each item. */
export interface PyLoop {
  readonly target: PyExpression;
  readonly iterable: PyExpression;
}

/** `for`, `while`, `with` and `match`: of what steers them only a loop's head is kept. `bodies` holds each indented suite in order. */
export interface PyBlock {
  readonly kind: "block";
  readonly keyword: "for" | "while" | "with" | "match";
  /** Only for `for`, where its head could be read; read when it is asked for. */
  readonly loop: PyLoop | null;
  readonly bodies: readonly (readonly PyStatement[])[];
  readonly span: Span;
}

/** An expression that stands alone. */
export interface PyExpressionStatement {
  readonly kind: "expression-statement";
  readonly expression: PyExpression;
  readonly span: Span;
}

/** `del …`. */
export interface PyDelete {
  readonly kind: "delete";
  readonly targets: readonly PyExpression[];
  readonly span: Span;
}

/** `return`, with a value or without. */
export interface PyReturn {
  readonly kind: "return";
  readonly value: PyExpression | null;
  readonly span: Span;
}

/** `pass`. */
export interface PyPass {
  readonly kind: "pass";
  readonly span: Span;
}

/** Any other statement (`raise`, `assert`, `global`, `type X = …`), or text that the grammar did not recognise. */
export interface PyOpaqueStatement {
  readonly kind: "opaque-statement";
  readonly span: Span;
}

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
