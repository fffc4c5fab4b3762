/**
 * Python, printed as `ruff format` would: `import * as py from "../python/index.ts"`.
 * Names that are words of JavaScript's are exported as they are: `py.if`, `py.return`, `py.await`, `py.class`.
 */
export type { BracketOptions } from "./brackets.ts";
export { type Carried, carry } from "./carried.ts";
export * from "./definitions.ts";
export * from "./displays.ts";
export { atom, type Expression, type Part } from "./expression.ts";
export * from "./expressions.ts";
export * from "./literals.ts";
export { type PythonModule, pythonModule } from "./module.ts";
export { createScope, type Scope, snakeCase, toIdentifier } from "./names.ts";
export type { Statement } from "./statement.ts";
export * from "./statements.ts";
export { type ImportSections, type ImportSymbol, importLines } from "./symbols.ts";
export { blank, comment, docstring } from "./text.ts";
export * from "./values.ts";
