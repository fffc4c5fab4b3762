import type { Fan } from "../graph/fans.ts";
import { type Nodes, opensSplit } from "../graph/nodes.ts";
import type { SplitIndex } from "./split-index.ts";

/**
 * Steps at which several branches of one split meet before its join, each by a choice of its own. Such a step and what
 * follows it becomes a body that the branches share.
 */
export function sharedSteps(nodes: Nodes, splits: SplitIndex): ReadonlySet<string> {
  const shared = new Set<string>();
  const all = [...nodes.values()];
  // Without a choice each branch has steps of its own, or the linter would have refused the join.
  if (!all.some((node) => node.type === "split-switch")) return shared;
  const fans = new Set(all.filter((node) => node.type === "split").map((node) => splits.fan(node)));
  for (const fan of fans) {
    // A split may lead to a step twice where that never comes to a join: the linter then has none to refuse.
    for (const [index, root] of fan.roots.entries()) if (fan.roots.indexOf(root) < index) shared.add(root);
    while (markShared(nodes, splits, fan, shared));
  }
  return shared;
}

/** Marks steps that two bodies of the fan reach; true when there were any, and the bodies must be looked at anew. */
function markShared(nodes: Nodes, splits: SplitIndex, fan: Fan, shared: Set<string>): boolean {
  const owner = new Map<string, string>();
  const firsts = new Set(fan.roots);
  const before = shared.size;
  for (const first of firsts) {
    const work = [first];
    for (let name = work.pop(); name !== undefined; name = work.pop()) {
      const node = nodes.get(name);
      if (!node || node.type === "join" || owner.get(name) === first) continue;
      if (name !== first && shared.has(name)) {
        firsts.add(name);
        continue;
      }
      if (owner.has(name) || (name !== first && firsts.has(name))) {
        shared.add(name);
        firsts.add(name);
        continue;
      }
      owner.set(name, first);
      work.push(...(opensSplit(node) ? splits.joins(splits.fan(node)).flatMap((join) => join.next) : node.next));
    }
  }
  return shared.size > before;
}
