import { byCodePoint } from "../lineage.ts";
import { enumeratePaths } from "./enumerate.ts";
import { type Node, type Nodes, opensSplit } from "./nodes.ts";
import { type OpenSplits, openSplitsFactory } from "./open-splits.ts";

/**
 * Fills in what Metaflow's `FlowGraph._traverse_graph` and `_postprocess` (metaflow/graph.py) find, in time linear in
 * the edges where Metaflow walks every path. Gives the reachable steps in Metaflow's order (`sorted_nodes`).
 * In a graph with a cycle other than a switch to itself, the values depend on Metaflow's walk, which is repeated; where
 * that takes too long, only the order of the steps and what leads to the start are filled in. The linter refuses such a
 * graph before it looks at anything else.
 */
export function traverse(nodes: Nodes, start: string | null): string[] {
  const first = start === null ? undefined : nodes.get(start);
  if (!first) return [];
  const { order, cyclic } = topologicalOrder(nodes, first);
  const walked = cyclic ? enumeratePaths(nodes, first) : null;
  for (const node of nodes.values()) node.previous = [...new Set(node.previous)].sort(byCodePoint);
  if (!cyclic) {
    assignSplits(nodes, first);
    for (const name of order.toReversed()) {
      const node = nodes.get(name) as Node;
      if (opensSplit(node)) node.matchingJoin = matchingJoin(nodes, node);
    }
  }
  if (walked || !cyclic) for (const node of nodes.values()) node.isInsideForeach = isInsideForeach(nodes, node);
  return walked ?? order;
}

/** Reverse post-order of one depth-first search that visits children in reverse order equals the order of last visits. */
function topologicalOrder(nodes: Nodes, first: Node): { order: string[]; cyclic: boolean } {
  const order: string[] = [];
  const state = new Map<Node, "open" | "done">([[first, "open"]]);
  const path: { node: Node; left: number }[] = [{ node: first, left: first.next.length }];
  let cyclic = false;
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const { node } = top;
    if (top.left === 0) {
      state.set(node, "done");
      order.push(node.name);
      path.pop();
      continue;
    }
    const child = nodes.get(node.next[--top.left] as string);
    if (!child) continue;
    if (child === node) {
      // Metaflow's `seen` holds the path without the start step: only there does a loop on itself count as an edge.
      if (node.type !== "split-switch") cyclic = true;
      if (node === first) child.previous.push(node.name);
      continue;
    }
    child.previous.push(node.name);
    const known = state.get(child);
    if (known === "open") cyclic = true;
    else if (known === undefined) {
      state.set(child, "open");
      path.push({ node: child, left: child.next.length });
    }
  }
  return { order: order.reverse(), cyclic };
}

/** Values of Metaflow's last visit of each node: the first discovery by a search that takes the last child first. */
function assignSplits(nodes: Nodes, first: Node): void {
  const openSplits = openSplitsFactory();
  const seen = new Map<Node, Set<number>>();
  const assigned = new Set<Node>();
  const work: { node: Node; open: OpenSplits | null }[] = [{ node: first, open: null }];
  for (let top = work.pop(); top; top = work.pop()) {
    const { node, open } = top;
    if (!visit(seen, node, open?.depth ?? 0)) continue;
    const isJoin = node.type === "join";
    if (!assigned.has(node) && !(isJoin && !open)) {
      assigned.add(node);
      node.open = open;
    }
    const below = isJoin && open ? open.below : open;
    for (const name of node.next) {
      const child = nodes.get(name);
      if (!child || child === node) continue;
      work.push({
        node: child,
        open: opensSplit(node) ? openSplits(node.name, name, open, node.type === "foreach") : below,
      });
    }
  }
}

/** Marks a node as seen at a depth; false when it was before. */
function visit(seen: Map<Node, Set<number>>, node: Node, depth: number): boolean {
  const depths = seen.get(node) ?? new Set();
  if (depths.has(depth)) return false;
  seen.set(node, depths.add(depth));
  return true;
}

/**
 * The join that the last of all paths from a split closes it with. An inner split, whose join is known by then, is
 * crossed in one stride; its inside is walked only where that leads nowhere, which happens in graphs that are refused.
 */
function matchingJoin(nodes: Nodes, split: Node): string | null {
  const seen = new Map<Node, Set<number>>();
  const work = split.next.filter((name) => name !== split.name).map((name) => ({ name, depth: 1, inside: false }));
  for (let top = work.pop(); top; top = work.pop()) {
    const { name, depth, inside } = top;
    const node = nodes.get(name);
    if (!node || (!inside && !visit(seen, node, depth))) continue;
    if (node.type === "join" && depth === 1) return name;
    if (opensSplit(node) && node.matchingJoin !== null && !inside) {
      work.push({ name, depth, inside: true }, { name: node.matchingJoin, depth: depth + 1, inside: false });
      continue;
    }
    const change = node.type === "join" ? -1 : opensSplit(node) ? 1 : 0;
    for (const next of node.next) if (next !== name) work.push({ name: next, depth: depth + change, inside: false });
  }
  return null;
}

/** Whether a foreach is open at a node that the node itself does not close. */
function isInsideForeach(nodes: Nodes, node: Node): boolean {
  for (let at = node.open?.foreach; at; at = at.below?.foreach) {
    if (nodes.get(at.split)?.matchingJoin !== node.name) return true;
  }
  return false;
}
