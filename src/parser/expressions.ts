import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import type { PyArgument, PyDict, PyExpression } from "./ast.ts";
import { childrenOf, splitAtCommas } from "./lezer.ts";
import { stringLiteral } from "./literals.ts";
import { logicalExpression } from "./logical.ts";
import { numberLiteral } from "./numbers.ts";
import { FILLER } from "./patches.ts";
import { type Source, spanOf, textOf } from "./source.ts";

/** Expressions inside each other beyond this are `opaque`: nobody writes them, and visitors may recurse. */
const DEEPEST = 200;

type Build = (source: Source, node: SyntaxNode, depth: number) => PyExpression;

const opaque: Build = (source, node) => ({ kind: "opaque", span: spanOf(source, node) });

/** A name as Python compares it. */
export function identifier(source: Source, node: { readonly from: number; readonly to: number }): string {
  const name = textOf(source, node);
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) > 127) return name.normalize("NFKC");
  return name;
}

/** Whether the grammar read this instead of what the user wrote. */
export const isFiller = (source: Source, node: { readonly from: number; readonly to: number }): boolean => {
  const at = source.masked.indexOf(FILLER, node.from);
  return at >= 0 && at < node.to;
};

const variable: Build = (source, node) =>
  source.masked.charCodeAt(node.to - 1) === FILLER.charCodeAt(0)
    ? opaque(source, node, 0)
    : { kind: "name", name: identifier(source, node), span: spanOf(source, node) };

const constants: Readonly<Record<string, true | false | null | "...">> = {
  True: true,
  False: false,
  None: null,
  "...": "...",
};

const constant: Build = (source, node) => ({
  kind: "constant",
  value: constants[textOf(source, node)] ?? null,
  span: spanOf(source, node),
});

const member: Build = (source, node, depth) => {
  const [object, mark, ...rest] = childrenOf(node);
  if (object === undefined || mark === undefined) return opaque(source, node, depth);
  if (mark.name === ".") {
    const property = rest[0];
    if (property?.name !== "PropertyName" || source.masked.charCodeAt(property.to - 1) === FILLER.charCodeAt(0)) {
      return opaque(source, node, depth);
    }
    const name = identifier(source, property);
    const nameSpan = spanOf(source, property);
    return {
      kind: "attribute",
      object: expression(source, object, depth + 1),
      name,
      nameSpan,
      span: spanOf(source, node),
    };
  }
  const inside = rest.filter(({ name }) => name !== "]");
  if (inside.length === 0) return opaque(source, node, depth);
  const list = expressionList(source, inside, depth + 1);
  // `x[*a]` is a tuple of what `a` holds.
  const starred = inside.length === 1 && source.text[list.span.from] === "*";
  const index: PyExpression = starred ? { kind: "tuple", items: [list], span: list.span } : list;
  return { kind: "subscript", object: expression(source, object, depth + 1), index, span: spanOf(source, node) };
};

const call: Build = (source, node, depth) => {
  const callee = node.firstChild;
  const list = node.lastChild;
  if (callee === null || list?.name !== "ArgList") return opaque(source, node, depth);
  const args = callArguments(source, list, depth + 1);
  return { kind: "call", callee: expression(source, callee, depth + 1), args, span: spanOf(source, node) };
};

/** The arguments of a call, or the bases of a class. */
export function callArguments(source: Source, list: SyntaxNode, depth = 0): PyArgument[] {
  const children = childrenOf(list).filter(({ name, from, to }) => name !== "(" && name !== ")" && to > from);
  if (children.some(({ name }) => name === "for")) {
    // A generator's targets may hold commas; as in Python its span has the parentheses.
    return [{ form: "positional", name: null, value: opaque(source, list, depth), span: spanOf(source, list) }];
  }
  return splitAtCommas(children).flatMap((segment) => (segment.length > 0 ? [argument(source, segment, depth)] : []));
}

function argument(source: Source, segment: readonly SyntaxNode[], depth: number): PyArgument {
  const [first, second, third] = segment as [SyntaxNode, ...SyntaxNode[]];
  const span = spanOf(source, { from: first.from, to: (segment.at(-1) as SyntaxNode).to });
  const stars = first.name === "*" ? "star" : first.name === "**" ? "double-star" : null;
  if (stars !== null && second !== undefined) {
    return { form: stars, name: null, value: group(source, segment.slice(1), depth), span };
  }
  if (second?.name === "AssignOp" && textOf(source, second) === "=" && third !== undefined) {
    const name = identifier(source, first);
    return { form: "keyword", name, value: group(source, segment.slice(2), depth), span };
  }
  return { form: "positional", name: null, value: group(source, segment, depth), span };
}

const comparisons = new Set(["<", ">", "<=", ">=", "==", "!=", "<>", "in", "not in", "is", "is not"]);

const operatorOf = (source: Source, nodes: readonly SyntaxNode[]): string =>
  nodes.length === 1 ? textOf(source, nodes[0] as SyntaxNode) : nodes.map((node) => textOf(source, node)).join(" ");

const binary: Build = (source, node, depth) => {
  const children = childrenOf(node);
  const left = children[0];
  const right = children.at(-1);
  if (left === undefined || right === undefined || children.length < 3 || children.some(({ type }) => type.isError)) {
    return opaque(source, node, depth);
  }
  const operator = operatorOf(source, children.slice(1, -1));
  if (operator === "and" || operator === "or") return logical(source, node, depth);
  // The mask writes `>=` for a walrus where the grammar does not know it.
  if (operator === ":=") return opaque(source, node, depth);
  if (comparisons.has(operator) && left.name === "BinaryExpression") {
    const inner = operatorOf(source, childrenOf(left).slice(1, -1));
    if (comparisons.has(inner)) return opaque(source, node, depth);
  }
  return {
    kind: "binary",
    operator,
    left: expression(source, left, depth + 1),
    right: expression(source, right, depth + 1),
    span: spanOf(source, node),
  };
};

const logical: Build = (source, node, depth) =>
  logicalExpression(source, node, (inner) => expression(source, inner, depth + 1)) ?? opaque(source, node, depth);

const unary: Build = (source, node, depth) => {
  const [mark, operand] = childrenOf(node);
  const operator = mark && textOf(source, mark);
  if (operator === "not") return logical(source, node, depth);
  const known = operator === "-" || operator === "+" || operator === "~";
  if (!known || operand === undefined || operand.type.isError) return opaque(source, node, depth);
  return { kind: "unary", operator, operand: expression(source, operand, depth + 1), span: spanOf(source, node) };
};

const conditional: Build = (source, node, depth) => {
  const [then, first, test, second, otherwise] = childrenOf(node);
  const whole = first?.name === "if" && second?.name === "else" && then && test && otherwise;
  if (!whole) return opaque(source, node, depth);
  return {
    kind: "conditional",
    test: expression(source, test, depth + 1),
    // biome-ignore lint/suspicious/noThenProperty: an expression is never awaited
    then: expression(source, then, depth + 1),
    otherwise: expression(source, otherwise, depth + 1),
    span: spanOf(source, node),
  };
};

const named: Build = (source, node, depth) => {
  const [name, mark, value] = childrenOf(node);
  const whole = name?.name === "VariableName" && mark?.name === "AssignOp" && value && !value.type.isError;
  if (!whole) return opaque(source, node, depth);
  const span = spanOf(source, node);
  return { kind: "named", name: identifier(source, name), value: expression(source, value, depth + 1), span };
};

const parenthesized: Build = (source, node, depth) => {
  const inside = childrenOf(node).filter(({ name, from, to }) => name !== "(" && name !== ")" && to > from);
  return inside.length === 0 ? opaque(source, node, depth) : group(source, inside, depth + 1);
};

const sequence =
  (kind: "list" | "tuple" | "set"): Build =>
  (source, node, depth) => {
    const inside = childrenOf(node).filter(({ name, from, to }) => !"()[]{}".includes(name) && to > from);
    const items = splitAtCommas(inside).flatMap((segment) =>
      segment.length > 0 ? [group(source, segment, depth + 1)] : [],
    );
    return { kind, items, span: spanOf(source, node) };
  };

const dictionary: Build = (source, node, depth) => {
  const inside = childrenOf(node).filter(({ name, from, to }) => name !== "{" && name !== "}" && to > from);
  const entries = splitAtCommas(inside).flatMap((segment): PyDict["entries"] => {
    if (segment.length === 0) return [];
    if (segment[0]?.name === "**") return [{ key: null, value: group(source, segment.slice(1), depth + 1) }];
    const colon = segment.findIndex(({ name }) => name === ":");
    const value = group(source, segment.slice(colon + 1), depth + 1);
    return [{ key: colon < 0 ? value : group(source, segment.slice(0, colon), depth + 1), value }];
  });
  return { kind: "dict", entries, span: spanOf(source, node) };
};

/** What stands between two commas: one expression, or several nodes that are `opaque` together (`*a`, `a: b`, `x for …`). */
function group(source: Source, nodes: readonly SyntaxNode[], depth: number): PyExpression {
  const first = nodes[0];
  if (first === undefined) return { kind: "opaque", span: { from: source.shift, to: source.shift } };
  if (nodes.length === 1) return expression(source, first, depth);
  return opaque(source, { from: first.from, to: (nodes.at(-1) as SyntaxNode).to } as SyntaxNode, depth);
}

/** A list of expressions without brackets: one expression, or a tuple when there is a comma. */
export function expressionList(source: Source, nodes: readonly SyntaxNode[], depth = 0): PyExpression {
  const first = nodes[0];
  const last = nodes.at(-1);
  if (first === undefined || last === undefined || !nodes.some(({ name }) => name === ",")) {
    return group(source, nodes, depth);
  }
  const items = splitAtCommas(nodes).map((segment) => group(source, segment, depth + 1));
  return { kind: "tuple", items, span: spanOf(source, { from: first.from, to: last.to }) };
}

const builders: Readonly<Record<string, Build>> = {
  VariableName: variable,
  MemberExpression: member,
  CallExpression: call,
  String: (source, node, depth) => stringLiteral(source, [node], depth, expressionList),
  FormatString: (source, node, depth) => stringLiteral(source, [node], depth, expressionList),
  ContinuedString: (source, node, depth) => stringLiteral(source, childrenOf(node), depth, expressionList),
  Number: (source, node) => numberLiteral(textOf(source, node), spanOf(source, node)),
  Boolean: constant,
  None: constant,
  Ellipsis: constant,
  BinaryExpression: binary,
  UnaryExpression: unary,
  ConditionalExpression: conditional,
  ParenthesizedExpression: parenthesized,
  ArrayExpression: sequence("list"),
  TupleExpression: sequence("tuple"),
  SetExpression: sequence("set"),
  DictionaryExpression: dictionary,
  NamedExpression: named,
  LambdaExpression: (source, node) => ({ kind: "lambda", span: spanOf(source, node) }),
};

/** The builder of each node type by its id. */
const byId: readonly (Build | undefined)[] = parser.nodeSet.types.map(({ name }) => builders[name]);

/** The typed form of one of the grammar's expressions. */
export function expression(source: Source, node: SyntaxNode, depth = 0): PyExpression {
  const build = byId[node.type.id];
  return build === undefined || depth > DEEPEST ? opaque(source, node, depth) : build(source, node, depth);
}
