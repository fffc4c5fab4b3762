import type { SyntaxNode } from "@lezer/common";
import type { PyBytes, PyExpression, PyFString, PyFStringField, PyOpaque, PyString } from "./ast.ts";
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

/** What one literal adds: bytes, parts of text, or `null` when it cannot be told. */
function pieceOf(
  source: Source,
  node: SyntaxNode,
  depth: number,
  build: BuildList,
): { readonly shape: StringShape; readonly piece: Uint8Array | readonly (string | PyFStringField)[] } | null {
  const literal = textOf(source, node);
  const shape = node.type.isError ? null : stringShape(literal);
  if (shape === null) return null;
  const content = literal.slice(shape.from, shape.to);
  if (shape.bytes) {
    const piece = decodeBytes(content, shape.raw);
    return piece && { shape, piece };
  }
  if (shape.format || shape.template) {
    const piece = formatParts(source, node, shape, depth, build);
    return piece && { shape, piece };
  }
  const text = decodeString(content, shape.raw);
  return text === null ? null : { shape, piece: [text] };
}

/** Joins neighbouring texts and drops empty ones. */
function joinTexts(parts: readonly (string | PyFStringField)[]): (string | PyFStringField)[] {
  const joined: (string | PyFStringField)[] = [];
  let texts: string[] = [];
  const flush = (): void => {
    const text = texts.join("");
    if (text !== "") joined.push(text);
    texts = [];
  };
  for (const part of parts) {
    if (typeof part === "string") texts.push(part);
    else {
      flush();
      joined.push(part);
    }
  }
  flush();
  return joined;
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
): PyString | PyBytes | PyFString | PyOpaque {
  const first = nodes[0] as SyntaxNode;
  const span = spanOf(source, { from: first.from, to: (nodes.at(-1) as SyntaxNode).to });
  const parts: (string | PyFStringField)[] = [];
  const bytes: Uint8Array[] = [];
  let format = false;
  let template = false;
  for (const node of nodes) {
    const found = pieceOf(source, node, depth, build);
    if (found === null) return { kind: "opaque", span };
    if (found.piece instanceof Uint8Array) bytes.push(found.piece);
    else for (const part of found.piece) parts.push(part);
    format ||= found.shape.format || found.shape.template;
    template ||= found.shape.template;
  }
  if (bytes.length === nodes.length) return { kind: "bytes", value: joinBytes(bytes), span };
  if (bytes.length > 0) return { kind: "opaque", span };
  if (format) return { kind: "f-string", template, parts: joinTexts(parts), span };
  return { kind: "string", value: parts.join(""), span };
}
