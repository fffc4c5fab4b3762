import { type ChangedRange, Tree, type TreeBuffer, TreeFragment } from "@lezer/common";
import { parser } from "@lezer/python";

/** What the grammar made of a text, kept for the next parse of nearly the same text. */
export interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

/** The trees of an earlier analysis and of this one, by file. */
export interface Trees {
  readonly before: ReadonlyMap<string, Parsed>;
  readonly now: Map<string, Parsed>;
}

/**
 * A statement at the margin, for the end of every text that is parsed. Lezer marks nodes with the indentation at their end,
 * to know where they can be used again. At the end of a file that is the innermost block's, so that what stands at the
 * margin would be taken for a part of a class that is indented as far.
 */
export const SENTINEL = "\n_";

/** The grammar's tree of a text; what an earlier one of the same file has in common with it is not read again. */
export function parseTree(text: string, file: string, trees: Trees | undefined): Tree {
  const before = trees?.before.get(file);
  if (!before) {
    const tree = parser.parse(text);
    if (trees && !hasErrorNode(tree)) trees.now.set(file, { text, tree });
    return tree;
  }
  if (text === before.text) {
    trees?.now.set(file, before);
    return before.tree;
  }
  const change = changeOf(before.text, text);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(before.tree), [change]);
  const tree = parser.parse(text, fragments);
  const isWhole = !hasErrorNode(tree);
  trees?.now.set(file, isWhole ? { text, tree } : before);
  if (isWhole) return tree;
  // How the parser recovers from a fault depends on more than the text near it: behind one, all is read anew, and such a
  // tree is nothing to go on from.
  return parser.parse(
    text,
    fragments.filter(({ to }) => to <= change.fromB),
  );
}

/** Whether the grammar found an error; looks at the tree's own storage, which a cursor takes ten times as long for. */
export function hasErrorNode(tree: Tree): boolean {
  const trees: Tree[] = [tree];
  for (let next = trees.pop(); next !== undefined; next = trees.pop()) {
    if (next.type.isError) return true;
    for (const child of next.children) {
      if (child instanceof Tree) trees.push(child);
      else if (holdsError(child)) return true;
    }
  }
  return false;
}

/** Nodes in a buffer take four numbers each: type, start, end, and where the node's children end. */
function holdsError({ buffer, set }: TreeBuffer): boolean {
  for (let at = 0; at < buffer.length; at += 4) if (set.types[buffer[at] as number]?.isError) return true;
  return false;
}

/** The one place in which two texts differ. */
function changeOf(before: string, text: string): ChangedRange {
  const shorter = Math.min(text.length, before.length);
  let from = 0;
  while (from < shorter && text.charCodeAt(from) === before.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < shorter - from &&
    text.charCodeAt(text.length - 1 - same) === before.charCodeAt(before.length - 1 - same)
  )
    same++;
  return { fromA: from, toA: before.length - same, fromB: from, toB: text.length - same };
}
