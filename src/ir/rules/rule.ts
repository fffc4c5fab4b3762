import type { Diagnostic, DiagnosticText, Edit, Place } from "../../diagnostics/diagnostic.ts";
import type { Node, Nodes } from "../graph/nodes.ts";

/** A graph to be checked. */
export interface RuleContext {
  readonly flow: string;
  readonly flowPlace: Place;
  readonly nodes: Nodes;
  readonly start: string | null;
  readonly end: string | null;
}

/** A problem that a rule has found. */
export interface Finding {
  readonly text: DiagnosticText;
  readonly place: Place;
  readonly labels?: Diagnostic["labels"];
  /** What its fix would change. */
  readonly edits?: readonly Edit[] | null;
  /** What Metaflow's linter says of it (metaflow/lint.py), with its line; a line of `null` where it names none. */
  readonly metaflow: { readonly message: string; readonly line: number | null };
}

/** One check of the graph. Gives all problems that it finds, in the order in which Metaflow would meet them. */
export type Rule = (context: RuleContext) => readonly Finding[];

/** Where a step's name stands in its `def`. */
export function namePlace(node: Node): Place {
  return node.object.place;
}

/** Where a step's `self.next(…)` stands, or its name when it has none. */
export function tailPlace(node: Node): Place {
  const { span } = node.object.transition;
  return span ? { file: node.object.source.file, span } : node.object.place;
}

/** Where a target is named in a step's `self.next(…)`. */
export function targetPlace(node: Node, target: string): Place {
  const found = node.object.transition.targets.find((each) => each.step === target);
  return found ? { file: node.object.source.file, span: found.span } : tailPlace(node);
}

/** Metaflow's `tail_next_lineno`: 0 where there is no `self.next`. */
export function tailLine(node: Node): number {
  const { span } = node.object.transition;
  return span ? node.object.source.lineOf(span.from) : 0;
}

/** The nodes of these names. */
export function nodesOf(nodes: Nodes, names: Iterable<string>): Node[] {
  return [...names].flatMap((name) => nodes.get(name) ?? []);
}
