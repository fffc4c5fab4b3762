import type { Fan } from "../graph/fans.ts";
import type { Node, Nodes } from "../graph/nodes.ts";
import { opensSplit } from "../graph/nodes.ts";
import type { SplitIndex } from "./split-index.ts";

/**
 * A point in a body: a step, what a split fans out to (its joins included), or a body shared with other branches.
 * At any moment a body is at exactly one point.
 */
export type Point =
  | { readonly kind: "step"; readonly node: Node; readonly id: number }
  | { readonly kind: "fan"; readonly fan: Fan; readonly split: Node; readonly id: number }
  | { readonly kind: "continue"; readonly node: Node; readonly id: number };

/** The points of one body with their order: an acyclic graph with one entry. */
export interface ScopeGraph {
  readonly entry: Point;
  /** In topological order; `id` is the index in it. */
  readonly points: readonly Point[];
  readonly next: readonly (readonly number[])[];
  readonly previous: readonly (readonly number[])[];
}

/** Collects the points of a body from its first step up to the joins that close it, or to the end of the flow. */
export function scopeGraph(nodes: Nodes, splits: SplitIndex, first: Node, shared: ReadonlySet<string>): ScopeGraph {
  type Draft = { kind: Point["kind"]; node: Node; fan: Fan | null; targets: Draft[] | null };
  const drafts = new Map<string, Draft>();
  const draft = (kind: Point["kind"], node: Node, fan: Fan | null): Draft => {
    const key = fan ? `fan ${fan.id}` : node.name;
    const known = drafts.get(key) ?? { kind, node, fan, targets: null };
    drafts.set(key, known);
    return known;
  };
  const stepDraft = (name: string): Draft[] => {
    const node = nodes.get(name);
    if (!node || node.type === "join") return [];
    return [draft(shared.has(name) ? "continue" : "step", node, null)];
  };
  const targetsOf = ({ kind, node, fan }: Draft): Draft[] => {
    if (kind === "continue") return [];
    if (fan) return distinct(splits.joins(fan).flatMap((join) => join.next)).flatMap(stepDraft);
    if (opensSplit(node)) return [draft("fan", node, splits.fan(node))];
    return distinct(node.next)
      .filter((name) => name !== node.name)
      .flatMap(stepDraft);
  };
  const entry = draft("step", first, null);
  const finished: Draft[] = [];
  entry.targets = targetsOf(entry);
  const open: { at: Draft; left: number }[] = [{ at: entry, left: entry.targets.length }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (top.left === 0) {
      finished.push(top.at);
      open.pop();
      continue;
    }
    const child = top.at.targets?.[--top.left];
    if (!child || child.targets) continue;
    child.targets = targetsOf(child);
    open.push({ at: child, left: child.targets.length });
  }
  const order = finished.reverse();
  const ids = new Map(order.map((each, id) => [each, id]));
  const points = order.map(
    ({ kind, node, fan }, id): Point =>
      fan ? { kind: "fan", fan, split: node, id } : { kind: kind as "step" | "continue", node, id },
  );
  const next = order.map(({ targets }) => (targets ?? []).map((target) => ids.get(target) as number));
  const previous: number[][] = order.map(() => []);
  next.forEach((targets, id) => {
    for (const target of targets) previous[target]?.push(id);
  });
  return { entry: points[0] as Point, points, next, previous };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
