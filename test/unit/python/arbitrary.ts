import fc from "fast-check";
import * as py from "../../../src/emit/python/index.ts";

/** Names of all lengths up to 30, also beyond ASCII. */
export const identifier = fc
  .tuple(fc.constantFrom("n", "value", "größe", "_x", "名前"), fc.integer({ min: 0, max: 24 }))
  .map(([stem, length]) => `${stem}_${"abcdefghijklmnopqrstuvwxyz".slice(0, length)}`);

/** Dotted names. */
export const dotted = fc.array(identifier, { minLength: 1, maxLength: 2 }).map((parts) => parts.join("."));

/** Strings with everything that is hard to quote or to measure. */
export const text = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          "word",
          "a",
          " ",
          "x".repeat(9),
          "über",
          "日本語",
          "한국",
          "😀",
          "e\u0301",
          "ｶﾅ",
          "नमस्ते",
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('"', "'", "\\", "\n", "\t", "\r", "{", "}", "#", "\0", "\u202e", "\ud800", "\u2028"),
      },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

const leaf = fc.oneof(
  text.map(py.string),
  identifier.map(py.name),
  dotted.map(py.name),
  fc.integer().map((n) => py.int(n)),
  fc.double().map(py.float),
  fc.boolean().map(py.bool),
  fc.constant(py.none),
);

/** Calls, displays and subscripts, nested. */
export const { expression, bracketed } = fc.letrec<{ expression: py.Expression; bracketed: py.Expression }>((tie) => {
  const items = fc.array(tie("expression"), { maxLength: 4 });
  const explode = fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
  const arg = fc.oneof(
    { weight: 3, arbitrary: tie("expression") },
    { weight: 2, arbitrary: fc.tuple(identifier, tie("expression")).map(([name, value]) => py.keyword(name, value)) },
  );
  const args = fc.array(arg, { maxLength: 4 }).map((all) => {
    const keywords = new Map(all.flatMap((it) => ("keyword" in it ? [[it.keyword, it] as const] : [])));
    return [...all.filter((it) => !("keyword" in it)), ...keywords.values()];
  });
  return {
    expression: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie("bracketed")),
    bracketed: fc.oneof(
      fc.tuple(dotted, args, explode).map(([name, all, explode]) => py.call(name, all, { explode })),
      fc.tuple(dotted, args).map(([name, all]) => py.await(py.call(name, all))),
      fc.tuple(items, explode).map(([all, explode]) => py.list(all, { explode })),
      fc.tuple(items, explode).map(([all, explode]) => py.tuple(all, { explode })),
      fc
        .tuple(fc.uniqueArray(fc.tuple(text, tie("expression")), { maxLength: 4, selector: ([key]) => key }), explode)
        .map(([all, explode]) =>
          py.dict(
            all.map(([key, value]) => [py.string(key), value] as const),
            { explode },
          ),
        ),
      fc.tuple(dotted, tie("expression")).map(([name, index]) => py.subscript(name, index)),
    ),
  };
});

const parameters = fc
  .uniqueArray(fc.tuple(identifier, fc.boolean(), fc.option(leaf)), { maxLength: 5, selector: ([name]) => name })
  .map((all) => {
    const made = all.map(([name, annotated, value]) => ({
      last: value !== null,
      made: py.parameter(name, annotated ? "Settings" : undefined, value ?? undefined),
    }));
    return [...made.filter((it) => !it.last), ...made.filter((it) => it.last)].map((it) => it.made);
  });

/** A call that is not awaited: where ruff puts an `await` that is too long in an annotated assignment or a loop is not reproduced. */
const called = fc.tuple(dotted, fc.array(expression, { maxLength: 4 })).map(([name, all]) => py.call(name, all));

/** Statements, nested. */
export const { statement, body } = fc.letrec<{ statement: py.Statement; body: py.Statement[] }>((tie) => ({
  body: fc.array(tie("statement"), { minLength: 1, maxLength: 4 }),
  statement: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(dotted, expression).map(([target, value]) => py.assign(target, value)),
    fc.tuple(identifier, called).map(([target, value]) => py.assign(target, value, { annotation: "dict[str, Any]" })),
    expression.map((value) => py.return(value)),
    fc.tuple(dotted, expression).map(([name, value]) => py.expression(py.call(name, [value]))),
    fc.tuple(dotted, expression).map(([name, value]) => py.raise(py.call(name, [value]))),
    text.map((it) => py.comment(it)),
    fc.tuple(expression, tie("body"), fc.option(tie("body"))).map(([test, yes, no]) => py.if(test, yes, no ?? [])),
    fc.tuple(called, tie("body")).map(([values, inner]) => py.for("item", values, inner)),
    fc
      .tuple(called, fc.option(identifier), tie("body"))
      .map(([manager, name, inner]) =>
        py.with([name ? ([manager, name] as const) : ([manager] as const)], inner, { async: true }),
      ),
    fc
      .tuple(expression, fc.array(fc.tuple(text, tie("body")), { minLength: 1, maxLength: 3 }))
      .map(([subject, cases]) =>
        py.match(
          subject,
          cases.map(([key, inner]) => [py.string(key), inner] as const),
        ),
      ),
    fc
      .tuple(identifier, parameters, fc.option(text), tie("body"), fc.option(bracketed))
      .map(([name, all, doc, inner, decorator]) =>
        py.asyncDef(name, all, "Task", [...(doc === null ? [] : [py.docstring(doc)]), ...inner], {
          decorators: decorator === null ? [] : [decorator],
        }),
      ),
    fc
      .tuple(identifier, fc.array(dotted, { maxLength: 3 }), fc.option(text), tie("body"))
      .map(([name, bases, doc, inner]) =>
        py.class(name, bases, [...(doc === null ? [] : [py.docstring(doc)]), ...inner]),
      ),
  ),
}));
