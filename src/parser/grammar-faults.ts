import type { SyntaxNode, Tree, TreeCursor } from "@lezer/common";
import * as codes from "../diagnostics/codes.generated.ts";
import type { Fault } from "./mask/reading.ts";
import { hasErrorNode } from "./trees.ts";

const MOST_FAULTS = 20;

const hint = "look for a missing name, comma, operator or bracket before it";

/** Inside a function nothing but its own statements depends on a fault, and the grammar may lag behind Python. */
function isInsideFunction(node: SyntaxNode | null): boolean {
  for (let at = node; at !== null; at = at.parent) {
    if (at.name === "Body" && at.parent?.name === "FunctionDefinition") return true;
  }
  return false;
}

/**
 * What the grammar could not read although the mask saw nothing wrong: one fault for each line.
 */
export function grammarFaults(tree: Tree, text: string): Fault[] {
  const faults: Fault[] = [];
  if (!hasErrorNode(tree)) return faults;
  const cursor: TreeCursor = tree.cursor();
  let lineEnd = -1;
  do {
    if (!cursor.type.isError || cursor.from < lineEnd || faults.length >= MOST_FAULTS) continue;
    const { from, to } = cursor;
    const parent = cursor.node.parent;
    const end = text.indexOf("\n", from);
    lineEnd = end < 0 ? text.length : end;
    const rest = to > from ? text.slice(from, Math.min(to, lineEnd)) : "";
    const found = rest.trim() === "" ? "" : rest.trim().slice(0, 40);
    const problem = found === "" ? "something is missing here" : `\`${found}\` is not expected here`;
    // A missing token has no width: point at the character before or behind.
    const start = from >= text.length ? Math.max(0, text.length - 1) : from;
    const span = { from: start, to: Math.min(text.length, Math.max(start + 1, Math.min(to, lineEnd))) };
    const certain = !isInsideFunction(parent);
    const message = certain ? codes.syntax_error({ problem, hint }) : codes.unknown_syntax({ problem });
    faults.push({ text: message, span });
  } while (cursor.next());
  return faults;
}
