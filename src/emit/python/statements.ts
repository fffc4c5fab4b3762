import { type Doc, group, ifBreak, indent, join, line, softline } from "./doc.ts";
import { atom, docOf, type Expression, type Hide, type Part, toExpression, toType } from "./expression.ts";
import { docLines, indentation, lineWidth } from "./print.ts";
import { endsInDefinition, fixed, type Statement, simple, writeBody, writeLine } from "./statement.ts";

/** An expression that stands alone, such as a call. */
export function expression(value: Part): Statement {
  return simple({ head: "", tail: "" }, toExpression(value));
}

/** `target = value`, `target: annotation = value`; several targets are unpacked. */
export function assign(target: Part | readonly Part[], value: Part, options: { annotation?: Part } = {}): Statement {
  const targets = (isList(target) ? target : [target]).map((part) => toExpression(part).flat).join(", ");
  const annotation = options.annotation === undefined ? "" : `: ${toType(options.annotation)}`;
  return simple({ head: `${targets}${annotation} = `, tail: "" }, toExpression(value));
}

/** `target: annotation`, as in a dataclass. */
export function declare(target: Part, annotation: Part): Statement {
  return fixed(`${toExpression(target).flat}: ${toType(annotation)}`);
}

/** `return`, with a value or without. */
function returnStatement(value?: Part): Statement {
  return value === undefined ? fixed("return") : simple({ head: "return ", tail: "" }, toExpression(value));
}

/** `raise`, with an exception or without, `from` a cause. */
export function raise(exception?: Part, cause?: Part): Statement {
  if (exception === undefined) return fixed("raise");
  const tail = cause === undefined ? "" : ` from ${toExpression(cause).flat}`;
  return simple({ head: "raise ", tail }, toExpression(exception));
}

/** `pass`, `break` or `continue`. */
export const pass: Statement = fixed("pass");
const breakStatement: Statement = fixed("break");
const continueStatement: Statement = fixed("continue");

/** `if test:`, with what else to do; an `else` that is one `if` becomes `elif`. */
function ifStatement(test: Part, body: readonly Statement[], otherwise: readonly Statement[] = []): Statement {
  const write = (word: string) => (lines: string[], depth: number) => {
    writeLine(lines, depth, { head: `${word} `, tail: ":" }, toExpression(test));
    writeBody(lines, depth + 1, body);
    const elif = otherwise.length === 1 ? otherwise[0]?.writeElse : undefined;
    if (elif) elif(lines, depth);
    else if (otherwise.length > 0) {
      lines.push(`${indentation.repeat(depth)}else:`);
      writeBody(lines, depth + 1, otherwise);
    }
  };
  return {
    kind: "compound",
    write: write("if"),
    writeElse: write("elif"),
    endsInDefinition: endsInDefinition((otherwise.length > 0 ? otherwise : body).at(-1)),
  };
}

/** `while test:`. */
function whileStatement(test: Part, body: readonly Statement[]): Statement {
  return compound("while ", toExpression(test), body);
}

/** `for target in values:`, or `async for`. */
function forStatement(
  target: string | readonly string[],
  values: Part,
  body: readonly Statement[],
  options: { async?: boolean } = {},
): Statement {
  const targets = typeof target === "string" ? target : target.join(", ");
  return compound(`${options.async ? "async " : ""}for ${targets} in `, toExpression(values), body);
}

/** One item of a `with` statement: a context manager, and the name that it gets. */
export type WithItem = readonly [manager: Part, name?: string];

/** `with manager as name, …:`, or `async with`. */
function withStatement(
  items: readonly WithItem[],
  body: readonly Statement[],
  options: { async?: boolean } = {},
): Statement {
  const word = options.async ? "async with " : "with ";
  const [only] = items;
  if (items.length === 1 && only) return compound(word, toExpression(only[0]), body, `${asName(only)}:`);
  const doc = (hide: Hide): Doc =>
    join(
      [",", line],
      items.map((item) => [docOf(toExpression(item[0]), hide), hide(asName(item))]),
    );
  return {
    kind: "compound",
    endsInDefinition: endsInDefinition(body.at(-1)),
    write: (lines, depth) => {
      const margin = indentation.repeat(depth);
      const around = (hide: Hide) => [
        word,
        group([ifBreak("("), indent([softline, doc(hide), ifBreak(",")]), softline, ifBreak(")")]),
        ":",
      ];
      for (const row of docLines(around, lineWidth - margin.length)) lines.push(margin + row);
      writeBody(lines, depth + 1, body);
    },
  };
}

const asName = ([, name]: WithItem): string => (name === undefined ? "" : ` as ${toExpression(name).flat}`);

/** One case of a `match` statement: a pattern, or several of which one must match, and what to do then. */
export type MatchCase = readonly [pattern: Part | readonly Part[], body: readonly Statement[]];

/** `match subject:` with its cases; the pattern `_` matches everything. */
export function match(subject: Part, cases: readonly MatchCase[]): Statement {
  return {
    kind: "compound",
    endsInDefinition: endsInDefinition(cases.at(-1)?.[1].at(-1)),
    write: (lines, depth) => {
      writeLine(lines, depth, { head: "match ", tail: ":" }, toExpression(subject));
      for (const [pattern, body] of cases) compound("case ", patternOf(pattern), body).write(lines, depth + 1);
    },
  };
}

function patternOf(pattern: Part | readonly Part[]): Expression {
  if (!isList(pattern)) return toExpression(pattern);
  const parts = pattern.map((part) => toExpression(part).flat);
  if (parts.length === 1) return atom(parts[0] ?? "");
  return { ...atom(parts.join(" | ")), operators: 6, doc: (hide) => group(join([line, "| "], parts.map(hide))) };
}

/** `try:` with handlers (the exception, its name if wanted, what to do) and `finally:`. */
function tryStatement(
  body: readonly Statement[],
  handlers: readonly { readonly exception: Part; readonly name?: string; readonly body: readonly Statement[] }[],
  finallyBody: readonly Statement[] = [],
): Statement {
  const last = finallyBody.length > 0 ? finallyBody : handlers.at(-1)?.body;
  return {
    kind: "compound",
    endsInDefinition: endsInDefinition(last?.at(-1)),
    write: (lines, depth) => {
      const margin = indentation.repeat(depth);
      lines.push(`${margin}try:`);
      writeBody(lines, depth + 1, body);
      for (const { exception, name, body } of handlers) {
        compound("except ", toExpression(exception), body, name === undefined ? ":" : ` as ${name}:`).write(
          lines,
          depth,
        );
      }
      if (finallyBody.length === 0) return;
      lines.push(`${margin}finally:`);
      writeBody(lines, depth + 1, finallyBody);
    },
  };
}

function compound(head: string, value: Expression, body: readonly Statement[], tail = ":"): Statement {
  return {
    kind: "compound",
    endsInDefinition: endsInDefinition(body.at(-1)),
    write: (lines, depth) => {
      writeLine(lines, depth, { head, tail }, value);
      writeBody(lines, depth + 1, body);
    },
  };
}

const isList = (it: Part | readonly Part[]): it is readonly Part[] => Array.isArray(it);

export {
  breakStatement as break,
  continueStatement as continue,
  forStatement as for,
  ifStatement as if,
  returnStatement as return,
  tryStatement as try,
  whileStatement as while,
  withStatement as with,
};
