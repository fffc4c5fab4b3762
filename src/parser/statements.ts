import type { SyntaxNode } from "@lezer/common";
import type { PyAssign, PyBlock, PyExpression, PyFunction, PyIf, PyLoop, PyStatement } from "./ast.ts";
import { definition, docstringOf } from "./definitions.ts";
import { expression, expressionList } from "./expressions.ts";
import { importStatement } from "./imports.ts";
import { childrenOf, find, splitAtCommas } from "./lezer.ts";
import { offsetOf, type Source, spanOf, textOf } from "./source.ts";

/** CPython refuses more blocks inside each other, and more arms of an `elif` chain than this serve nobody. */
const DEEPEST = 200;

type Build = (source: Source, node: SyntaxNode, children: SyntaxNode[], depth: number) => PyStatement;

const opaque = (source: Source, node: { readonly from: number; readonly to: number }): PyStatement => ({
  kind: "opaque-statement",
  span: spanOf(source, node),
});

/** The statements of a `Body` (none when it is missing) and the offset after the last token. */
export function suite(
  source: Source,
  body: SyntaxNode | undefined,
  siblings: readonly SyntaxNode[],
  depth: number,
): { readonly body: PyStatement[]; readonly end: number } {
  const statements = body === undefined ? [] : statementsOf(source, body, depth);
  return { body: statements, end: endOf(source, body, siblings, statements.at(-1)) };
}

function endOf(
  source: Source,
  body: SyntaxNode | undefined,
  siblings: readonly SyntaxNode[],
  last: PyStatement | undefined,
): number {
  // A `;` after the last statement belongs to the block.
  const group = body?.lastChild;
  const mark = group?.name === "StatementGroup" ? childrenOf(group).pop() : undefined;
  const semicolon = mark?.name === ";" ? offsetOf(source, mark.to) : 0;
  if (last !== undefined) return Math.max(last.span.to, semicolon);
  const token = body === undefined ? siblings.at(-1) : body.firstChild;
  return offsetOf(source, token?.to ?? 0);
}

/**
 * The body of a function, of which a flow's structure mostly needs the docstring and the last statement: the others are
 * read when somebody asks for them.
 */
export function functionBody(
  source: Source,
  body: SyntaxNode | undefined,
  siblings: readonly SyntaxNode[],
  depth: number,
): Pick<PyFunction, "docstring" | "last"> & { readonly end: number; all(): readonly PyStatement[] } {
  const nodes = body === undefined ? [] : statementNodes(body, source.text.length - source.shift);
  const [first] = nodes;
  const read = (node: SyntaxNode): PyStatement => statement(source, node, depth);
  const last = nodes.length === 0 ? null : read(nodes.at(-1) as SyntaxNode);
  let all: readonly PyStatement[] | null = null;
  return {
    docstring:
      first?.name === "ExpressionStatement" ? docstringOf([nodes.length === 1 && last ? last : read(first)]) : null,
    last,
    end: endOf(source, body, siblings, last ?? undefined),
    all: () => {
      all ??= last === null ? [] : [...nodes.slice(0, -1).map(read), last];
      return all;
    },
  };
}

const assignment: Build = (source, node, children) => {
  const targets: PyExpression[] = [];
  let nodes: SyntaxNode[] = [];
  let value: PyExpression | null = null;
  let operator = "=";
  let end = 0;
  for (const child of children) {
    if (child.name === "AssignOp" || child.name === "UpdateOp") {
      targets.push(expressionList(source, nodes));
      operator = textOf(source, child);
      end = child.to;
      nodes = [];
    } else if (child.name !== "TypeDef" && !child.type.isError) nodes.push(child);
  }
  if (end === 0) targets.push(expressionList(source, nodes));
  else if (nodes.length > 0) value = expressionList(source, nodes);
  else value = { kind: "opaque", span: spanOf(source, { from: end, to: end }) };
  return { kind: "assign", targets, operator, value, span: spanOf(source, node) } satisfies PyAssign;
};

/** Cuts `if a: … elif b: … else: …` at its bodies, from the end, so that chains of any length take no stack. */
const conditional: Build = (source, node, children, depth) => {
  const arms: { from: number; test: PyExpression; body: PyStatement[] }[] = [];
  let orElse: PyStatement[] = [];
  let end = offsetOf(source, node.to);
  let from = 0;
  let test: SyntaxNode | undefined;
  let keyword = "";
  for (const child of children) {
    if (child.name === "if" || child.name === "elif" || child.name === "else") {
      keyword = child.name;
      from = child.from;
      test = undefined;
    } else if (child.name === "Body") {
      const { body, end: bodyEnd } = suite(source, child, children, depth + 1);
      end = bodyEnd;
      if (keyword === "else") orElse = body;
      else {
        const place = test ?? ({ from: child.from, to: child.from } as SyntaxNode);
        const built =
          test === undefined ? ({ kind: "opaque", span: spanOf(source, place) } as const) : expression(source, test);
        if (arms.length < DEEPEST) arms.push({ from: offsetOf(source, from), test: built, body });
      }
    } else if (!child.type.isError) test ??= child;
  }
  for (let at = arms.length - 1; at >= 0; at--) {
    const arm = arms[at] as (typeof arms)[number];
    const { test: built, body } = arm;
    orElse = [{ kind: "if", test: built, body, orElse, span: { from: arm.from, to: end } } satisfies PyIf];
  }
  return orElse[0] ?? opaque(source, node);
};

const tryStatement: Build = (source, node, children, depth) => {
  let end = offsetOf(source, node.to);
  let keyword = "";
  const handlers: PyStatement[][] = [];
  const parts: Record<string, PyStatement[]> = {};
  for (const child of children) {
    if (child.name !== "Body") {
      if (/^(?:try|except|else|finally)$/.test(child.name)) keyword = child.name;
      continue;
    }
    const found = suite(source, child, children, depth + 1);
    end = found.end;
    if (keyword === "except") handlers.push(found.body);
    else parts[keyword] = found.body;
  }
  const { try: body = [], else: orElse = [], finally: finalBody = [] } = parts;
  return { kind: "try", body, handlers, orElse, finalBody, span: { from: offsetOf(source, node.from), to: end } };
};

/** The head of `for target in iterable:`, which is hidden from the grammar; `null` where it is beyond the grammar. */
function loopHead(source: Source, children: readonly SyntaxNode[]): PyLoop | null {
  const [begin, middle, body] = ["for", "in", "Body"].map((name) => find(children, name));
  if (!begin || !middle || !body) return null;
  const { shift } = source;
  const target = source.alone(begin.to + shift, middle.from + shift);
  const iterable = source.alone(middle.to + shift, body.from + shift);
  return target && iterable && { target, iterable };
}

const block =
  (keyword: PyBlock["keyword"]): Build =>
  (source, node, children, depth) => {
    let end = offsetOf(source, node.to);
    const bodies: PyStatement[][] = [];
    const clauses = children.flatMap((child) => (child.name === "MatchBody" ? childrenOf(child) : [child]));
    for (const child of clauses.flatMap((clause) => (clause.name === "MatchClause" ? childrenOf(clause) : [clause]))) {
      if (child.name !== "Body") continue;
      const found = suite(source, child, children, depth + 1);
      end = found.end;
      bodies.push(found.body);
    }
    const span = { from: offsetOf(source, node.from), to: end };
    return {
      kind: "block",
      keyword,
      get loop() {
        return keyword === "for" ? loopHead(source, children) : null;
      },
      bodies,
      span,
    };
  };

const decorated: Build = (source, node, children, depth) => {
  const last = children.at(-1);
  const decorators = children.filter(({ name }) => name === "Decorator");
  if (last?.name === "FunctionDefinition" || last?.name === "ClassDefinition") {
    return definition(source, last, decorators, depth);
  }
  return opaque(source, { from: node.from, to: (last ?? node).to });
};

const define: Build = (source, node, children, depth) => definition(source, node, [], depth, children);

const builders: Readonly<Record<string, Build>> = {
  ExpressionStatement: (source, node, children) => {
    const nodes = children.filter(({ from, to }) => to > from);
    return { kind: "expression-statement", expression: expressionList(source, nodes), span: spanOf(source, node) };
  },
  YieldStatement: (source, node) => {
    const span = spanOf(source, node);
    return { kind: "expression-statement", expression: { kind: "opaque", span }, span };
  },
  AssignStatement: assignment,
  UpdateStatement: assignment,
  ImportStatement: importStatement,
  FunctionDefinition: define,
  ClassDefinition: define,
  DecoratedStatement: decorated,
  IfStatement: conditional,
  TryStatement: tryStatement,
  ForStatement: block("for"),
  WhileStatement: block("while"),
  WithStatement: block("with"),
  MatchStatement: block("match"),
  PassStatement: (source, node) => ({ kind: "pass", span: spanOf(source, node) }),
  ReturnStatement: (source, node, children) => {
    const nodes = children.slice(1).filter(({ type }) => !type.isError);
    const value = nodes.length === 0 ? null : expressionList(source, nodes);
    return { kind: "return", value, span: spanOf(source, node) };
  },
  DeleteStatement: (source, node, children) => {
    const nodes = children.slice(1).filter(({ type }) => !type.isError);
    const targets = splitAtCommas(nodes).map((segment) => expressionList(source, segment));
    return { kind: "delete", targets, span: spanOf(source, node) };
  },
};

/** The statements below a `Script` or `Body`, those of `a; b` one by one. */
export const statementsOf = (source: Source, parent: SyntaxNode, depth: number): PyStatement[] =>
  statementNodes(parent, source.text.length - source.shift).map((node) => statement(source, node, depth));

/** Those that begin before `end`. */
function statementNodes(parent: SyntaxNode, end: number, result: SyntaxNode[] = []): SyntaxNode[] {
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    const { name } = node;
    if (node.from >= end || node.to === node.from || name === "Comment" || name === ":" || name === ";") continue;
    if (name === "StatementGroup") statementNodes(node, end, result);
    else result.push(node);
  }
  return result;
}

function statement(source: Source, node: SyntaxNode, depth: number): PyStatement {
  const build = depth > DEEPEST ? undefined : builders[node.name];
  return build === undefined ? opaque(source, node) : build(source, node, childrenOf(node), depth);
}
