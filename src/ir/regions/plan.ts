import type { Fan } from "../graph/fans.ts";
import type { Node, Nodes } from "../graph/nodes.ts";
import { isParallelStep } from "../rules/parallel.ts";
import { dominators, EXIT, postDominators } from "./dominators.ts";
import type { Body, DispatchRegion, Plan, Region } from "./region.ts";
import { type Point, type ScopeGraph, scopeGraph } from "./scope-graph.ts";
import { sharedSteps } from "./shared-steps.ts";
import { indexSplits, type SplitIndex } from "./split-index.ts";

/** A body that is still to be filled with the regions from a step on. */
interface Task {
  readonly first: Node;
  readonly body: Region[];
}

/**
 * Turns a graph that the linter has accepted into regions. Throws an Error where a step would not be placed exactly
 * once, which would be a fault of this function and not of the flow.
 */
export function planRegions(nodes: Nodes, start: string): Plan {
  const first = nodes.get(start) as Node;
  const splits = indexSplits(nodes, first);
  const shared = sharedSteps(nodes, splits);
  const plan = { body: [] as Region[], shared: [...shared].map((step) => ({ step, body: [] as Region[] })) };
  const placed = new Map<string, number>();
  const tasks: Task[] = [{ first, body: plan.body }];
  for (const { step, body } of plan.shared) tasks.push({ first: nodes.get(step) as Node, body });
  for (let task = tasks.pop(); task; task = tasks.pop()) fillBody(nodes, splits, shared, task, tasks, placed);
  for (const name of nodes.keys()) {
    if (placed.get(name) !== 1) throw new Error(`step ${name} was placed ${placed.get(name) ?? 0} times`);
  }
  return plan;
}

function fillBody(
  nodes: Nodes,
  splits: SplitIndex,
  shared: ReadonlySet<string>,
  task: Task,
  tasks: Task[],
  placed: Map<string, number>,
): void {
  const graph = scopeGraph(nodes, splits, task.first, shared);
  const mergeOf = postDominators(graph);
  const dominated = dominators(graph);
  const children: number[][] = graph.points.map(() => []);
  for (let id = 1; id < graph.points.length; id++) children[dominated[id] as number]?.push(id);
  const place = (name: string): void => void placed.set(name, (placed.get(name) ?? 0) + 1);
  const regionOf = (point: Point): Region => {
    if (point.kind === "continue") return { kind: "continue", step: point.node.name };
    if (point.kind === "fan") return fanRegion({ nodes, splits, shared, tasks, place }, point.fan, point.split);
    place(point.node.name);
    return { kind: point.node.next.includes(point.node.name) ? "loop" : "step", step: point.node.name };
  };
  const sequences: { from: number; until: number; body: Region[] }[] = [{ from: 0, until: EXIT, body: task.body }];
  for (let sequence = sequences.pop(); sequence; sequence = sequences.pop()) {
    const { body, until } = sequence;
    let at = sequence.from;
    while (at !== until && at !== EXIT) {
      const targets = graph.next[at] as readonly number[];
      body.push(regionOf(graph.points[at] as Point));
      if (targets.length < 2) {
        at = targets[0] ?? EXIT;
        continue;
      }
      let merge = mergeOf[at] as number;
      const nested = (children[at] as number[]).every(
        (child) => child === merge || (graph.previous[child] as readonly number[]).length === 1,
      );
      if (nested) {
        const arms = targets.map((target) => ({ step: stepAt(graph, target), body: [] as Region[] }));
        body.push({ kind: "switch", arms });
        targets.forEach(
          (target, index) =>
            void sequences.push({ from: target, until: merge, body: (arms[index] as { body: Region[] }).body }),
        );
      } else {
        // A fan has no name that a step could choose: it belongs to the cases of the steps that open it.
        while (merge !== EXIT && graph.points[merge]?.kind === "fan") merge = mergeOf[merge] as number;
        body.push(dispatchRegion(graph, targets, merge, regionOf));
      }
      at = merge;
    }
  }
}

function stepAt(graph: ScopeGraph, id: number): string {
  const point = graph.points[id] as Point;
  return point.kind === "fan" ? point.split.name : point.node.name;
}

interface Planning {
  readonly nodes: Nodes;
  readonly splits: SplitIndex;
  readonly shared: ReadonlySet<string>;
  readonly tasks: Task[];
  readonly place: (name: string) => void;
}

function fanRegion({ nodes, splits, shared, tasks, place }: Planning, fan: Fan, split: Node): Region {
  const joins = splits.joins(fan).map((join) => join.name);
  joins.forEach(place);
  const [first] = fan.roots;
  const target = nodes.get(first ?? "");
  if (split.object.transition.parallel && target && isParallelStep(target)) {
    place(target.name);
    return { kind: "parallel", step: target.name, joins };
  }
  const branches = fan.roots.map((step) => ({ step, body: [] as Region[] }));
  for (const { step, body } of branches) {
    if (shared.has(step)) body.push({ kind: "continue", step });
    else tasks.push({ first: nodes.get(step) as Node, body });
  }
  if (split.type === "foreach") return { kind: "foreach", split: split.name, body: branches[0]?.body ?? [], joins };
  return { kind: "split", branches, joins };
}

/** All points from the arms up to the merge, as cases; steps that lead to the same fan share one. */
function dispatchRegion(
  graph: ScopeGraph,
  targets: readonly number[],
  merge: number,
  regionOf: (point: Point) => Region,
): DispatchRegion {
  const seen = new Set<number>();
  const work = [...targets];
  const cases: { steps: string[]; body: Body }[] = [];
  const casesOfFans = new Map<number, { steps: string[] }>();
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    if (id === merge || seen.has(id)) continue;
    seen.add(id);
    const point = graph.points[id] as Point;
    const next = graph.next[id] as readonly number[];
    const fanId = next.find((target) => graph.points[target]?.kind === "fan");
    const known = fanId === undefined ? undefined : casesOfFans.get(fanId);
    const region = regionOf(point);
    if (known) {
      known.steps.push(stepAt(graph, id));
    } else if (fanId !== undefined) {
      const made = { steps: [stepAt(graph, id)], body: [region, regionOf(graph.points[fanId] as Point)] };
      casesOfFans.set(fanId, made);
      cases.push(made);
      work.push(...(graph.next[fanId] as readonly number[]));
    } else {
      cases.push({ steps: [stepAt(graph, id)], body: [region] });
      work.push(...next);
    }
  }
  return { kind: "dispatch", cases, until: merge === EXIT ? null : stepAt(graph, merge) };
}
