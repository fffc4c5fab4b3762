import { type Tree, TreeFragment } from "@lezer/common";
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

/** The grammar's tree of a text; what an earlier one of the same file has in common with it is not read again. */
export function parseTree(text: string, file: string, trees: Trees | undefined): Tree {
  const before = trees?.before.get(file);
  const tree = before ? parseAgain(text, before) : parser.parse(text);
  // How the parser recovers from a fault depends on more than the text near it: such a tree is nothing to go on from.
  const isWhole = !trees || !hasFault(tree);
  if (isWhole) trees?.now.set(file, { text, tree });
  else if (before) trees.now.set(file, before);
  return isWhole || !before ? tree : parser.parse(text);
}

function hasFault(tree: Tree): boolean {
  const cursor = tree.cursor();
  do if (cursor.type.isError) return true;
  while (cursor.next());
  return false;
}

function parseAgain(text: string, before: Parsed): Tree {
  if (text === before.text) return before.tree;
  const shorter = Math.min(text.length, before.text.length);
  let from = 0;
  while (from < shorter && text.charCodeAt(from) === before.text.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < shorter - from &&
    text.charCodeAt(text.length - 1 - same) === before.text.charCodeAt(before.text.length - 1 - same)
  )
    same++;
  const change = { fromA: from, toA: before.text.length - same, fromB: from, toB: text.length - same };
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(before.tree), [change]);
  return parser.parse(text, fragments);
}
