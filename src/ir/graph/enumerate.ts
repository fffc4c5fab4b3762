import type { Node, Nodes } from "./nodes.ts";
import { opensSplit } from "./nodes.ts";
import { type OpenSplits, openSplitsFactory } from "./open-splits.ts";

// Metaflow itself needs seconds for as many, and refuses every graph for which this is done.
const MAX_VISITS = 20_000;

/**
 * Walks every path from the start, as `FlowGraph._traverse_graph` in metaflow/graph.py does, and gives the order of last
 * visits. Only for graphs with a loop, whose values depend on this walk: they are refused, but shown. Gives `null` where
 * there are more paths than anyone will look at.
 */
export function enumeratePaths(nodes: Nodes, first: Node): string[] | null {
  const openSplits = openSplitsFactory();
  const lastVisit = new Map<Node, number>();
  const seen = new Set<Node>();
  const previous = new Map<Node, Set<string>>();
  let visits = 0;
  const enter = (node: Node, open: OpenSplits | null): { node: Node; at: number; open: OpenSplits | null } => {
    // Deleted first, so that the map is in the order of last visits.
    lastVisit.delete(node);
    lastVisit.set(node, ++visits);
    if (node.type !== "join") node.open = open;
    else if (open) {
      (nodes.get(open.split) as Node).matchingJoin = node.name;
      node.open = open;
      return { node, at: 0, open: open.below };
    }
    return { node, at: 0, open };
  };
  const path = [enter(first, null)];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const { node, open } = top;
    const name = node.next[top.at++];
    if (name === undefined) {
      path.pop();
      // The start was not put in when the walk began: it can come up once more.
      if (path.length > 0) seen.delete(node);
      continue;
    }
    const child = nodes.get(name);
    if (!child || seen.has(child)) continue;
    if (visits >= MAX_VISITS) return forget(nodes);
    seen.add(child);
    previous.set(child, (previous.get(child) ?? new Set()).add(node.name));
    path.push(enter(child, opensSplit(node) ? openSplits(node.name, name, open, node.type === "foreach") : open));
  }
  for (const node of nodes.values()) node.previous = [...(previous.get(node) ?? [])];
  return [...lastVisit.keys()].map((node) => node.name);
}

function forget(nodes: Nodes): null {
  for (const node of nodes.values()) node.open = node.matchingJoin = null;
  return null;
}
