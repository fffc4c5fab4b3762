import type { PyArgument, PyExpression, PyFStringField, PyFunction, PyStatement } from "../../../src/parser/ast.ts";

/** A tree as `freeze.py` writes CPython's: nested arrays of kind, span and parts. */
export type Frozen = readonly unknown[];

const expressions = (list: readonly PyExpression[]): Frozen => list.map(frozenExpression);

const args = (list: readonly PyArgument[]): Frozen =>
  list.map((each) => [each.form, each.name, frozenExpression(each.value)]);

const field = (part: PyFStringField): Frozen => [frozenExpression(part.expression), part.formatted];

export function frozenExpression(node: PyExpression): Frozen {
  const span = [node.span.from, node.span.to];
  switch (node.kind) {
    case "name":
      return ["name", span, node.name];
    case "attribute":
      return ["attribute", span, frozenExpression(node.object), node.name];
    case "subscript":
      return ["subscript", span, frozenExpression(node.object), frozenExpression(node.index)];
    case "call":
      return ["call", span, frozenExpression(node.callee), args(node.args)];
    case "string":
    case "constant":
      return [node.kind, span, node.value];
    case "bytes":
      return ["bytes", span, [...node.value]];
    case "number":
      return [node.type, span, node.type === "int" ? String(node.value) : node.value];
    case "f-string":
      return ["f-string", span, node.parts.map((part) => (typeof part === "string" ? part : field(part)))];
    case "unary":
      return ["unary", span, node.operator, frozenExpression(node.operand)];
    case "binary":
      return ["binary", span, node.operator, frozenExpression(node.left), frozenExpression(node.right)];
    case "conditional":
      return ["conditional", span, ...expressions([node.test, node.then, node.otherwise])];
    case "list":
    case "tuple":
    case "set":
      return [node.kind, span, expressions(node.items)];
    case "dict":
      return [
        "dict",
        span,
        node.entries.map(({ key, value }) => [key && frozenExpression(key), frozenExpression(value)]),
      ];
    // Not told apart by the frozen trees.
    case "named":
      return ["opaque", span];
    default:
      return [node.kind, span];
  }
}

function frozenFunction(node: PyFunction): Frozen {
  const parameters = node.parameters.map((each) => [each.name, each.form, each.default !== null]);
  const decorators = node.decorators.map(({ expression }) => frozenExpression(expression));
  const kind = node.isAsync ? "AsyncFunctionDef" : "FunctionDef";
  const doc = node.docstring?.value ?? null;
  return [kind, [node.defOffset, node.span.to], node.name, decorators, parameters, doc, frozenBlock(node.body())];
}

export const frozenBlock = (nodes: readonly PyStatement[]): Frozen => nodes.map(frozenStatement);

export function frozenStatement(node: PyStatement): Frozen {
  const span = [node.span.from, node.span.to];
  switch (node.kind) {
    case "class": {
      const decorators = node.decorators.map(({ expression }) => frozenExpression(expression));
      const doc = node.docstring?.value ?? null;
      return ["class", node.span.to, node.name, decorators, args(node.bases), doc, frozenBlock(node.body)];
    }
    case "function":
      return frozenFunction(node);
    case "assign":
      return ["assign", span, node.operator, expressions(node.targets), node.value && frozenExpression(node.value)];
    case "import":
      return ["import", span, node.names.map(({ module, alias }) => [module, alias])];
    case "from-import":
      return ["from-import", span, node.module, node.level, node.names.map(({ name, alias }) => [name, alias])];
    case "if":
      return ["if", span, frozenExpression(node.test), frozenBlock(node.body), frozenBlock(node.orElse)];
    case "try": {
      const { body, handlers, orElse, finalBody } = node;
      return ["try", span, frozenBlock(body), handlers.map(frozenBlock), frozenBlock(orElse), frozenBlock(finalBody)];
    }
    case "block":
      return ["block", span, node.keyword, node.bodies.map(frozenBlock)];
    case "expression-statement":
      return ["expression-statement", frozenExpression(node.expression)];
    case "delete":
      return ["delete", span, expressions(node.targets)];
    case "return":
      return ["return", span, node.value && frozenExpression(node.value)];
    default:
      return [node.kind, span];
  }
}
