import { type Doc, group, ifBreak, indent, join, line, softline } from "./doc.ts";
import { bracketAt, type Expression, type Hide, type Item, itemDoc, spread } from "./expression.ts";

/** How a bracketed list breaks, and whether it must. */
export interface BracketOptions {
  /** One item a line, however short. */
  readonly explode?: boolean;
}

/** What stands before the bracket, the brackets, and the ways to break that differ between Python's lists. */
interface Shape {
  readonly open: string;
  readonly close: string;
  /** Calls try all items on one indented line before they go one a line; displays do not. */
  readonly twoStage: boolean;
  /** The comma that makes a tuple of one item. */
  readonly tuple?: boolean;
}

/** An expression that ends in a bracketed list: a call, a subscript, or a display. */
export function bracketed(shape: Shape, items: readonly Item[], options: BracketOptions = {}): Expression {
  const { open, close } = shape;
  const comma = shape.tuple && items.length === 1 ? "," : "";
  // The comma of a tuple of one item is not one that keeps ruff from joining lines.
  if (options.explode && items.length > 0 && comma === "") return spread(open, items, close);
  const forced = items.some((item) => item.value.forced);
  return {
    flat: forced ? "" : `${open}${items.map((item) => item.head + item.value.flat).join(", ")}${comma}${close}`,
    doc: items.length === 0 ? null : (hide) => bracketDoc(shape, items, hide),
    open: bracketAt(open),
    forced,
    rows: null,
    operators: 0,
  };
}

function bracketDoc({ open, close, twoStage, tuple }: Shape, items: readonly Item[], hide: Hide): Doc {
  const before = hide(open);
  const docs = items.map((item) => itemDoc(item, hide));
  return bracketDocOf(before, docs, close, twoStage, tuple ? "," : "");
}

/**
 * The document of a bracketed list.
 * `sole` is what follows an only item: nothing in calls and displays, `,` in a tuple, and `,` when broken in the parameters of a function.
 */
export function bracketDocOf(open: Doc, docs: Doc[], close: Doc, twoStage: boolean, sole: Doc): Doc {
  if (docs.length === 1) return group([open, indent([softline, docs, sole]), softline, close]);
  const list = [join([",", line], docs), ifBreak(",")];
  return group([open, indent([softline, twoStage ? group(list) : list]), softline, close]);
}
