import type { SyntaxNode } from "@lezer/common";
import type { PyExpression } from "./ast.ts";
import { childrenOf } from "./lezer.ts";
import { type Source, spanOf } from "./source.ts";

/** More operands than this in one condition are not taken apart. */
const MOST_OPERANDS = 200;

type Token = SyntaxNode | "and" | "or" | { readonly not: number };

/** Operands and operators from left to right; `null` when there are too many, or one is missing. */
function flatten(root: SyntaxNode): Token[] | null {
  const result: Token[] = [];
  const pending: Token[] = [root];
  for (let token = pending.pop(); token !== undefined; token = pending.pop()) {
    if (result.length > 2 * MOST_OPERANDS) return null;
    if (typeof token === "string" || "not" in token) {
      result.push(token);
      continue;
    }
    const children = token.name === "BinaryExpression" || token.name === "UnaryExpression" ? childrenOf(token) : [];
    if (children.some(({ type }) => type.isError)) return null;
    const [first, second, third] = children;
    if (first?.name === "not" && second !== undefined) pending.push(second, { not: first.from });
    else if ((second?.name === "and" || second?.name === "or") && first !== undefined && third !== undefined) {
      pending.push(third, second.name, first);
    } else result.push(token);
  }
  return result;
}

/**
 * A condition made of `and`, `or` and `not` with Python's precedence: the grammar lets `not` take all that follows.
 * `null` when it cannot be taken apart.
 */
export function logicalExpression(
  source: Source,
  node: SyntaxNode,
  build: (node: SyntaxNode) => PyExpression,
): PyExpression | null {
  const tokens = flatten(node);
  if (tokens === null) return null;
  let at = 0;
  let to = node.to;
  const operand = (): PyExpression => {
    const nots: number[] = [];
    for (let token = tokens[at]; typeof token === "object" && "not" in token; token = tokens[++at])
      nots.push(token.not);
    let result = build(tokens[at++] as SyntaxNode);
    to = (tokens[at - 1] as SyntaxNode).to;
    for (const from of nots.reverse()) {
      result = { kind: "unary", operator: "not", operand: result, span: spanOf(source, { from, to }) };
    }
    return result;
  };
  const chain = (operator: "and" | "or", next: () => PyExpression): PyExpression => {
    const token = tokens[at] as SyntaxNode | { readonly not: number };
    const from = "not" in token ? token.not : token.from;
    let left = next();
    while (tokens[at] === operator) {
      at++;
      const right = next();
      left = { kind: "binary", operator, left, right, span: spanOf(source, { from, to }) };
    }
    return left;
  };
  return chain("or", () => chain("and", operand));
}
