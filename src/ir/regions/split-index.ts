import { type Fan, fanFactory } from "../graph/fans.ts";
import { type Node, type Nodes, opensSplit } from "../graph/nodes.ts";

/** Which fan each split opens, which joins close it, and which steps several branches of a fan share. */
export interface SplitIndex {
  fan(split: Node): Fan;
  joins(fan: Fan): readonly Node[];
}

/** Follows the open splits through a graph that the linter has accepted: there each node has one set of them. */
export function indexSplits(nodes: Nodes, start: Node): SplitIndex {
  const make = fanFactory();
  const opened = new Map<Node, Fan>();
  const joins = new Map<Fan, Node[]>();
  const seen = new Set<Node>();
  const work: { node: Node; fan: Fan | null }[] = [{ node: start, fan: null }];
  for (let top = work.pop(); top; top = work.pop()) {
    const { node, fan } = top;
    if (seen.has(node)) continue;
    seen.add(node);
    let after = fan;
    if (opensSplit(node)) {
      after = make(node.next, fan);
      opened.set(node, after);
      if (!joins.has(after)) joins.set(after, []);
    } else if (node.type === "join" && fan) {
      joins.get(fan)?.push(node);
      after = fan.below;
    }
    for (const name of node.next) {
      const child = nodes.get(name);
      if (child && child !== node) work.push({ node: child, fan: after });
    }
  }
  return { fan: (split) => opened.get(split) as Fan, joins: (fan) => joins.get(fan) ?? [] };
}
