import type { SyntaxNode } from "@lezer/common";
import type { PyFromImport, PyImport } from "./ast.ts";
import { identifier } from "./expressions.ts";
import { childrenOf, splitAtCommas } from "./lezer.ts";
import { type Source, spanOf } from "./source.ts";

const dotted = (source: Source, nodes: readonly SyntaxNode[]): string =>
  nodes.flatMap((node) => (node.name === "VariableName" ? [identifier(source, node)] : [])).join(".");

/** The name before `as` and the one after it. */
function names(
  source: Source,
  nodes: readonly SyntaxNode[],
): { readonly name: string; readonly alias: string | null }[] {
  const listed = nodes.filter(({ name, type }) => name !== "(" && name !== ")" && !type.isError);
  return splitAtCommas(listed).flatMap((segment) => {
    const as = segment.findIndex(({ name }) => name === "as");
    const name = dotted(source, as < 0 ? segment : segment.slice(0, as));
    const alias = as < 0 ? null : dotted(source, segment.slice(as + 1)) || null;
    return name === "" ? [] : [{ name, alias }];
  });
}

/** `import …` and `from … import …`. */
export function importStatement(source: Source, node: SyntaxNode): PyImport | PyFromImport {
  const children = childrenOf(node);
  const span = spanOf(source, node);
  const at = children.findIndex(({ name }) => name === "import");
  const after = children.slice(at + 1);
  if (children[0]?.name !== "from") {
    return { kind: "import", names: names(source, after).map(({ name, alias }) => ({ module: name, alias })), span };
  }
  const before = children.slice(1, at < 0 ? children.length : at);
  let level = 0;
  for (const { name } of before) {
    if (name === "VariableName") break;
    level += name === "Ellipsis" ? 3 : name === "." ? 1 : 0;
  }
  const star = after.some(({ name }) => name === "*");
  const imported = at < 0 ? [] : star ? [{ name: "*", alias: null }] : names(source, after);
  return { kind: "from-import", module: dotted(source, before), level, names: imported, span };
}
