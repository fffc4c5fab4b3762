import { type Tree, TreeFragment } from "@lezer/common";
import { parser } from "@lezer/python";
import * as codes from "../diagnostics/codes.generated.ts";
import type { Masked } from "./mask/mask.ts";
import { hiding } from "./mask/quarantine.ts";
import type { Fault } from "./mask/reading.ts";
import { hasErrorNode, SENTINEL } from "./trees.ts";

/** So many bodies are hidden, of a long text only one: each takes a parse of what follows it. */
const MOST_BODIES = 10;
const LONG_TEXT = 200_000;

/** What the grammar read, and the text that it saw. */
interface Read {
  readonly tree: Tree;
  readonly shown: string;
  readonly faults: readonly Fault[];
}

/**
 * Hides the bodies of functions in which the grammar stumbles although the mask sees nothing wrong, one after another: its
 * recovery may take the next definitions along, and of a body only its ends matter. What is hidden is told of.
 */
export function withoutUnknownBodies({ text, faults, bodies }: Masked, first: Tree, original: string): Read {
  let [tree, shown] = [first, text + SENTINEL];
  const told: Fault[] = [];
  if (faults.length > 0 || !hasErrorNode(tree)) return { tree, shown, faults: told };
  const most = text.length > LONG_TEXT ? 1 : MOST_BODIES;
  const hidden = new Set<number>();
  while (hidden.size < most) {
    const at = firstError(tree);
    const body = bodies.find(({ start, to }) => at !== null && start <= at && at < to);
    if (at === null || !body || hidden.has(body.start)) break;
    hidden.add(body.start);
    const end = original.indexOf("\n", at);
    const found = original.slice(at, Math.min(at + 40, end < 0 ? original.length : end)).trim();
    const problem = found === "" ? "something is missing here" : `\`${found}\` is not expected here`;
    told.push({ text: codes.unknown_syntax({ problem }), span: { from: at, to: Math.max(at + 1, at + found.length) } });
    // The first statement, too, if it is the one.
    const part = at > body.from ? body : { ...body, from: body.start, keepsFirst: false };
    const { from, to, text: blank } = hiding(shown, part);
    shown = shown.slice(0, from) + blank + shown.slice(to);
    const known = TreeFragment.addTree(tree).map(
      (each) => new TreeFragment(each.from, from, each.tree, 0, false, true),
    );
    tree = parser.parse(shown, known);
  }
  return { tree, shown, faults: told };
}

function firstError(tree: Tree): number | null {
  const cursor = tree.cursor();
  do if (cursor.type.isError) return cursor.from;
  while (cursor.next());
  return null;
}
