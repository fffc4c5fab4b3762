import type { PyExpression, PyModule } from "../../../src/parser/ast.ts";
import { parseModule } from "../../../src/parser/parse.ts";

/** A tree with what was reported: each fault as `code ‹text that it points at›`. */
export function read(source: string): { module: PyModule; faults: string[] } {
  const faults: string[] = [];
  const module = parseModule(source, "flow.py", ({ code, place }) => {
    const { from, to } = place?.span ?? { from: 0, to: 0 };
    if (from < 0 || to < from || to > source.length) throw new Error(`${code} points outside the text: ${from}-${to}`);
    faults.push(`${code} ‹${source.slice(from, to)}›`);
  });
  return { module, faults };
}

/** The expression of the text's only statement. */
export function readExpression(source: string): PyExpression {
  const { module, faults } = read(source);
  const [statement] = module.body;
  if (faults.length > 0) throw new Error(faults.join("; "));
  if (module.body.length !== 1 || statement?.kind !== "expression-statement")
    throw new Error(`not an expression: ${source}`);
  return statement.expression;
}

/** A value or tree as JSON without spans, for comparing. */
export const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each) => {
      if (key === "span" || key === "nameSpan") return undefined;
      return typeof each === "bigint" ? `${each}n` : each;
    }),
  );
