import type { StepType } from "../flow.ts";
import type { StepObject } from "../objects.ts";
import type { OpenSplits } from "./open-splits.ts";

/** A node of the graph while it is being built; frozen into a `Step` afterwards. */
export interface Node {
  readonly name: string;
  readonly object: StepObject;
  readonly next: readonly string[];
  type: StepType | null;
  previous: string[];
  /** Splits open at the node; for a join, the one that it closes included. */
  open: OpenSplits | null;
  matchingJoin: string | null;
  isInsideForeach: boolean;
}

/** Nodes by name, sorted by name. */
export type Nodes = ReadonlyMap<string, Node>;

/** Makes the nodes of a flow's steps. `steps` must be sorted by name. */
export function makeNodes(steps: ReadonlyMap<string, StepObject>): Nodes {
  const nodes = new Map<string, Node>();
  for (const [name, object] of steps) {
    const next = object.transition.targets.map((target) => target.step);
    const { type } = object.transition;
    nodes.set(name, { name, object, next, type, previous: [], open: null, matchingJoin: null, isInsideForeach: false });
  }
  return nodes;
}

/** Finds start and end and gives them their types. Mirrors `FlowGraph._identify_start_end` in metaflow/graph.py. */
export function identifyEnds(nodes: Nodes): { start: string | null; end: string | null } {
  const annotated = (test: (node: Node) => boolean, name: string): string | null => {
    const found = [...nodes.values()].filter(test);
    if (found.length === 0) return nodes.has(name) ? name : null;
    return found.length === 1 ? (found[0] as Node).name : null;
  };
  let start = annotated((node) => node.object.marker.start, "start");
  let end = annotated((node) => node.object.marker.end, "end");
  const [only] = nodes.values();
  if (nodes.size === 1 && only) start = end = only.name;
  const startNode = start === null ? undefined : nodes.get(start);
  const endNode = end === null ? undefined : nodes.get(end);
  if (startNode && startNode !== endNode && (startNode.type === null || startNode.type === "linear"))
    startNode.type = "start";
  if (endNode) endNode.type = "end";
  return { start, end };
}

/** True for a node that opens a split: what follows it runs in parallel until a join. */
export function opensSplit(node: Node): boolean {
  return node.type === "split" || node.type === "foreach";
}
