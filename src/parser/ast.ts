import type { Span } from "../diagnostics/span.ts";
import type { PyArgument, PyExpression, PyString } from "./ast-expressions.ts";

export type * from "./ast-expressions.ts";

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
  /** The statements of the body, which are read when they are first asked for. */
  body(): readonly PyStatement[];
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
