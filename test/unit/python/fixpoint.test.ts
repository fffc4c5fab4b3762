import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as py from "../../../src/emit/python/index.ts";
import { body, expression, identifier, statement, text } from "./arbitrary.ts";
import { createRuff } from "./ruff.ts";

const ruff = createRuff();

/** A failure shows the two texts, not how to shrink them: shrinking nested statements takes minutes. */
const settings = { numRuns: 400, endOnFailure: true };

function printed(...statements: readonly py.Statement[]): string {
  const file = py.pythonModule();
  file.add(...statements);
  return file.print();
}

describe("what is printed is what ruff format makes of it", () => {
  const fixpoint = (statements: readonly py.Statement[]) => {
    const printedText = printed(...statements);
    expect(ruff.format(printedText)).toBe(printedText);
  };

  test("expressions of all kinds", () => {
    fc.assert(
      fc.property(expression, (value) =>
        fixpoint([py.assign("target", value), py.def("f", [], null, [py.return(value)])]),
      ),
      settings,
    );
  });

  test("statements of all kinds", () => {
    fc.assert(
      fc.property(body, (statements) => fixpoint(statements)),
      settings,
    );
  });

  test("docstrings and comments of any text", () => {
    const anything = fc.array(fc.oneof(text, fc.constantFrom("\n", '"""', '"', "    ", "\n\n", "\t", "\u3000")), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(anything, (parts) => {
        const doc = parts.join("");
        fixpoint([
          py.comment(doc),
          py.def("f", [], null, [py.docstring(doc), py.pass]),
          py.class("A", [], [py.docstring(doc), py.pass]),
        ]);
      }),
      settings,
    );
  });

  test("operators", () => {
    const operand = fc.oneof(identifier.map(py.name), text.map(py.string));
    const operands = fc.array(operand, { minLength: 2, maxLength: 4 });
    const tests = fc.oneof(
      operands.map((all) => py.and(...all)),
      operands.map((all) => py.or(...all, py.not("last"))),
      fc
        .tuple(operand, fc.constantFrom("==", "in", "is not", "+"), operand)
        .map(([a, operator, b]) => py.binary(a, operator, b)),
      fc.tuple(operand, operand, operand).map(([a, b, c]) => py.conditional(a, b, c)),
    );
    fc.assert(
      fc.property(tests, (value) => {
        fixpoint([py.if(value, [py.assign("x", value)]), py.def("f", [], null, [py.return(value)])]);
      }),
      settings,
    );
  });
});

test("printing twice gives the same", () => {
  fc.assert(
    fc.property(statement, (it) => {
      expect(printed(it)).toBe(printed(it));
    }),
    { numRuns: 100 },
  );
});
