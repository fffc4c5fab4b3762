import { fitsInto } from "../../diagnostics/width.ts";
import { bracketDocOf, bracketed } from "./brackets.ts";
import { ifBreak } from "./doc.ts";
import { docOf, type Expression, type Hide, type Part, plainItem, toExpression, toType } from "./expression.ts";
import { docLines, indentation, lineWidth } from "./print.ts";
import { type Statement, writeBody, writeLine } from "./statement.ts";

/** A parameter of a function. */
export interface Parameter {
  /** Its name, with `*` or `**` before it where it takes the rest; `*` or `/` alone separate. */
  readonly head: string;
  readonly value: Expression | null;
}

/** `name: annotation = value`. Without `value` it has no default. */
export function parameter(name: string, annotation?: Part, value?: Part): Parameter {
  if (name !== "*" && name !== "/") toExpression(name.replace(/^\*\*?/, ""));
  const head = annotation === undefined ? name : `${name}: ${toType(annotation)}`;
  if (value === undefined) return { head, value: null };
  return { head: `${head}${annotation === undefined ? "=" : " = "}`, value: toExpression(value) };
}

/** What may be said of a function or a class beside what it must have. */
export interface DefinitionOptions {
  /** Expressions after `@`, from top to bottom. */
  readonly decorators?: readonly Part[];
}

/** `def name(parameters) -> result:`; `null` leaves the result out. */
export function def(
  name: string,
  parameters: readonly Parameter[],
  result: Part | null,
  body: readonly Statement[],
  options: DefinitionOptions = {},
): Statement {
  return functionStatement("def", name, parameters, result, body, options);
}

/** `async def name(parameters) -> result:`. */
export function asyncDef(
  name: string,
  parameters: readonly Parameter[],
  result: Part | null,
  body: readonly Statement[],
  options: DefinitionOptions = {},
): Statement {
  return functionStatement("async def", name, parameters, result, body, options);
}

function functionStatement(
  word: string,
  name: string,
  parameters: readonly Parameter[],
  result: Part | null,
  body: readonly Statement[],
  options: DefinitionOptions,
): Statement {
  const open = `${word} ${toExpression(name).flat}(`;
  const close = `)${result === null ? "" : ` -> ${toType(result)}`}:`;
  const items = parameters.map(({ head, value }) => (value ? head + value.flat : head));
  const flat = `${open}${items.join(", ")}${close}`;
  const forced = parameters.some(({ value }) => value?.forced);
  return {
    kind: "definition",
    write: (lines, depth) => {
      writeDecorators(lines, depth, options);
      const margin = indentation.repeat(depth);
      const columns = lineWidth - margin.length;
      if (parameters.length === 0 || (!forced && fitsInto(columns, flat))) lines.push(margin + flat);
      else for (const line of plainLines(columns) ?? docLines(doc, columns)) lines.push(margin + line);
      writeBody(lines, depth + 1, body, "function");
    },
  };
  /** As prettier would lay them out, which takes long: mostly no parameter has to be broken. */
  function plainLines(columns: number): string[] | null {
    const room = columns - indentation.length;
    const together = items.join(", ");
    if (forced || !items.every((item) => fitsInto(room - 1, item))) return null;
    const inner = items.length > 1 && fitsInto(room, together) ? [together] : items.map((item) => `${item},`);
    return [open, ...inner.map((row) => indentation + row), close];
  }
  function doc(hide: Hide) {
    const before = hide(open);
    const docs = parameters.map(({ head, value }) => (value ? [hide(head), docOf(value, hide)] : hide(head)));
    return bracketDocOf(before, docs, close, true, ifBreak(","));
  }
}

/** `class name(bases):`. */
function classStatement(
  name: string,
  bases: readonly Part[],
  body: readonly Statement[],
  options: DefinitionOptions = {},
): Statement {
  const head = `class ${toExpression(name).flat}`;
  const list = bracketed(
    { open: bases.length > 0 ? `${head}(` : head, close: bases.length > 0 ? ")" : "", twoStage: true },
    bases.map(plainItem),
  );
  return {
    kind: "definition",
    write: (lines, depth) => {
      writeDecorators(lines, depth, options);
      writeLine(lines, depth, { head: "", tail: ":" }, list);
      writeBody(lines, depth + 1, body, "class");
    },
  };
}

function writeDecorators(lines: string[], depth: number, options: DefinitionOptions): void {
  for (const decorator of options.decorators ?? []) {
    writeLine(lines, depth, { head: "@", tail: "" }, toExpression(decorator));
  }
}

export { classStatement as class };
