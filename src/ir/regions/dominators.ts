import type { ScopeGraph } from "./scope-graph.ts";

/** The point that stands for "after the body". */
export const EXIT = -1;

/** For each point the nearest one through which every way from it to the exit leads; `EXIT` where there is none. */
export function postDominators({ points, next }: ScopeGraph): readonly number[] {
  // The exit comes after all points in topological order.
  const exit = points.length;
  const nearest = new Array<number>(points.length).fill(exit);
  for (let id = points.length - 1; id >= 0; id--) {
    const targets = next[id] as readonly number[];
    let common = targets[0] ?? exit;
    for (const target of targets) {
      let other = target;
      while (common !== other) {
        if (common < other) common = nearest[common] as number;
        else other = nearest[other] as number;
      }
    }
    nearest[id] = common;
  }
  return nearest.map((id) => (id === exit ? EXIT : id));
}

/** For each point the nearest one through which every way from the entry to it leads; the entry is its own. */
export function dominators({ points, previous }: ScopeGraph): readonly number[] {
  const nearest = new Array<number>(points.length).fill(0);
  for (let id = 1; id < points.length; id++) {
    const sources = previous[id] as readonly number[];
    let common = sources[0] ?? 0;
    for (const source of sources) {
      let other = source;
      while (common !== other) {
        if (common > other) common = nearest[common] as number;
        else other = nearest[other] as number;
      }
    }
    nearest[id] = common;
  }
  return nearest;
}
