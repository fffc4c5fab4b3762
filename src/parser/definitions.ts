import type { SyntaxNode } from "@lezer/common";
import type { PyClass, PyDecorator, PyExpression, PyFunction, PyParameter, PyStatement, PyString } from "./ast.ts";
import { callArguments, expression, expressionList, identifier } from "./expressions.ts";
import { childrenOf, find } from "./lezer.ts";
import { offsetOf, type Source, spanOf } from "./source.ts";
import { functionBody, suite } from "./statements.ts";

/** The first statement's string, as Python's `__doc__`. */
export function docstringOf(body: readonly PyStatement[]): PyString | null {
  const first = body[0];
  return first?.kind === "expression-statement" && first.expression.kind === "string" ? first.expression : null;
}

/** Whether a lone `/` stands between two offsets, where the grammar's tree has no node for it. */
function hasSlash(source: Source, from: number, to: number): boolean {
  return source.masked.slice(from, to).replace(/#.*/g, "").includes("/");
}

/** All before a lone `/` is positional-only. */
const closePositional = (parameter: PyParameter): PyParameter =>
  parameter.form === "plain" ? { ...parameter, form: "positional-only" } : parameter;

const starForms: Readonly<Record<string, PyParameter["form"]>> = { "*": "star", "**": "double-star" };

function parameters(source: Source, list: SyntaxNode): PyParameter[] {
  let result: PyParameter[] = [];
  let form: PyParameter["form"] = "plain";
  let gap = list.from + 1;
  const take = (nodes: readonly SyntaxNode[], end: number): void => {
    const first = nodes[0];
    if (first === undefined) {
      if (hasSlash(source, gap, end)) result = result.map(closePositional);
      return;
    }
    const name = find(nodes, "VariableName");
    const star = starForms[first.name];
    if (name !== undefined) {
      const mark = nodes.findIndex((node) => node.name === "AssignOp");
      const value = mark < 0 ? null : expressionList(source, nodes.slice(mark + 1));
      const span = spanOf(source, { from: first.from, to: (nodes.at(-1) as SyntaxNode).to });
      result.push({ name: identifier(source, name), form: star ?? form, default: value, span });
    }
    if (star !== undefined) form = "keyword-only";
  };
  let nodes: SyntaxNode[] = [];
  for (const node of childrenOf(list)) {
    if (node.name === "," || node.name === ")") {
      take(nodes, node.from);
      nodes = [];
      gap = node.to;
    } else if (node.name !== "(" && !node.type.isError) nodes.push(node);
  }
  if (nodes.length > 0) take(nodes, list.to);
  return result;
}

/** `@a.b(…)`, whose parts the grammar leaves flat. */
function decorator(source: Source, node: SyntaxNode): PyDecorator {
  const parts = childrenOf(node);
  let result: PyExpression | null = null;
  for (const part of parts) {
    if (part.name === "VariableName") {
      const hidden: PyExpression | null = result === null ? source.hidden(offsetOf(source, part.from)) : null;
      if (hidden !== null) {
        result = hidden;
        continue;
      }
      const name = identifier(source, part);
      const span = spanOf(source, part);
      if (result === null) result = expression(source, part);
      else {
        result = {
          kind: "attribute",
          object: result,
          name,
          nameSpan: span,
          span: { from: result.span.from, to: span.to },
        };
      }
    } else if (part.name === "ArgList" && result !== null) {
      const to = offsetOf(source, part.to);
      result = {
        kind: "call",
        callee: result,
        args: callArguments(source, part),
        span: { from: result.span.from, to },
      };
    }
  }
  const from = offsetOf(source, node.from);
  const last = parts.filter((part) => part.to > part.from).pop() ?? node;
  const value: PyExpression = result ?? { kind: "opaque", span: { from: from + 1, to: offsetOf(source, last.to) } };
  return { expression: value, span: { from, to: offsetOf(source, last.to) } };
}

function nameOf(
  source: Source,
  children: readonly SyntaxNode[],
  keyword: SyntaxNode,
): Pick<PyClass, "name" | "nameSpan"> {
  const name = find(children, "VariableName");
  const place = name ?? { from: keyword.to, to: keyword.to };
  return { name: name === undefined ? "" : identifier(source, name), nameSpan: spanOf(source, place) };
}

/** A `class` or `def` below its decorators. */
export function definition(
  source: Source,
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
  depth: number,
  children: readonly SyntaxNode[] = childrenOf(node),
): PyClass | PyFunction {
  const first = children[0] as SyntaxNode;
  const isAsync = first.name === "async";
  const head = {
    ...nameOf(source, children, first),
    decorators: decorators.map((each) => decorator(source, each)),
  };
  const from = offsetOf(source, (decorators[0] ?? node).from);
  const inside = find(children, "Body");
  if (node.name === "ClassDefinition") {
    const { body, end } = suite(source, inside, children, depth + 1);
    const list = find(children, "ArgList");
    const bases = list === undefined ? [] : callArguments(source, list);
    return { kind: "class", ...head, bases, docstring: docstringOf(body), body, span: { from, to: end } };
  }
  const { docstring, last, end, all } = functionBody(source, inside, children, depth + 1);
  const list = find(children, "ParamList");
  return {
    kind: "function",
    ...head,
    isAsync,
    defOffset: offsetOf(source, first.from),
    parameters: list === undefined ? [] : parameters(source, list),
    docstring,
    body: all,
    last,
    span: { from, to: end },
  };
}
