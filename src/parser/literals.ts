import type { SyntaxNode } from "@lezer/common";
import type { PyBytes, PyExpression, PyFString, PyFStringField, PyString } from "./ast.ts";
import { childrenOf } from "./lezer.ts";
import { type Source, spanOf, textOf } from "./source.ts";
import { decodeBytes, decodeString, type StringShape, stringShape } from "./strings.ts";

/** Builds the expression of a replacement field. */
export type BuildList = (source: Source, nodes: readonly SyntaxNode[], depth: number) => PyExpression;

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}

/** The parts of an f-string: literal text between the fields, decoded; `null` when some of it cannot be. */
function formatParts(
  source: Source,
  node: SyntaxNode,
  shape: StringShape,
  depth: number,
  build: BuildList,
): (string | PyFStringField)[] | null {
  const parts: (string | PyFStringField)[] = [];
  let position = node.from + shape.from;
  const literal = (to: number): boolean => {
    const text = decodeString(source.text.slice(position + source.shift, to + source.shift), shape.raw);
    if (text === null) return false;
    parts.push(text.replace(/\{\{|\}\}/g, (braces) => braces[0] as string));
    return true;
  };
  for (const child of childrenOf(node)) {
    if (child.name !== "FormatReplacement") continue;
    if (!literal(child.from)) return null;
    const inner = childrenOf(child);
    const end = inner.findIndex(({ name }) => name.startsWith("Format") && name !== "FormatString");
    const stop = end < 0 ? inner.length - 1 : end;
    const expression = build(source, inner.slice(1, stop), depth + 1);
    parts.push({ expression, formatted: end >= 0, span: spanOf(source, child) });
    position = child.to;
  }
  return literal(node.from + shape.to) ? parts : null;
}

/**
 * A string, bytes or f-string, or several side by side as one. `opaque` when it has no end, mixes bytes with text, or
 * names a character (`\N{…}`).
 */
export function stringLiteral(
  source: Source,
  nodes: readonly SyntaxNode[],
  depth: number,
  build: BuildList,
): PyString | PyBytes | PyFString | { readonly kind: "opaque"; readonly span: PyString["span"] } {
  const first = nodes[0] as SyntaxNode;
  const span = spanOf(source, { from: first.from, to: (nodes[nodes.length - 1] as SyntaxNode).to });
  const opaque = { kind: "opaque", span } as const;
  const parts: (string | PyFStringField)[] = [];
  const bytes: Uint8Array[] = [];
  let fields = false;
  let template = false;
  for (const node of nodes) {
    if (node.type.isError) return opaque;
    const literal = textOf(source, node);
    const shape = stringShape(literal);
    if (shape === null) return opaque;
    if (shape.bytes) {
      const value = decodeBytes(literal.slice(shape.from, shape.to), shape.raw);
      if (value === null) return opaque;
      bytes.push(value);
    } else if (shape.format || shape.template) {
      const found = formatParts(source, node, shape, depth, build);
      if (found === null) return opaque;
      for (const part of found) parts.push(part);
      fields = true;
      template ||= shape.template;
    } else {
      const value = decodeString(literal.slice(shape.from, shape.to), shape.raw);
      if (value === null) return opaque;
      parts.push(value);
    }
  }
  if (bytes.length > 0) {
    return parts.length > 0 ? opaque : { kind: "bytes", value: joinBytes(bytes), span };
  }
  if (!fields) return { kind: "string", value: parts.join(""), span };
  const joined: (string | PyFStringField)[] = [];
  for (const part of parts) {
    const before = joined[joined.length - 1];
    if (typeof part === "string" && typeof before === "string") joined[joined.length - 1] = before + part;
    else if (part !== "") joined.push(part);
  }
  return { kind: "f-string", template, parts: joined, span };
}
