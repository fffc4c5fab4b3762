import type { SyntaxNode } from "@lezer/common";

/** The children of a node without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

/** The nodes between commas; nothing after a trailing comma. */
export function splitAtCommas(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const segments: SyntaxNode[][] = [];
  let segment: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.name === ",") {
      segments.push(segment);
      segment = [];
    } else segment.push(node);
  }
  if (segment.length > 0) segments.push(segment);
  return segments;
}

/** The first child of that name. */
export const find = (nodes: readonly SyntaxNode[], name: string): SyntaxNode | undefined =>
  nodes.find((node) => node.name === name);
