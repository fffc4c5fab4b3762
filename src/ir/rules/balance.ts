import * as codes from "../../diagnostics/codes.generated.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Fan, fanFactory } from "../graph/fans.ts";
import type { Node } from "../graph/nodes.ts";
import { opensSplit } from "../graph/nodes.ts";
import { byCodePoint } from "../lineage.ts";
import { type Finding, namePlace, nodesOf, type Rule, type RuleContext, tailPlace, targetPlace } from "./rule.ts";

/**
 * Every split is closed by a join of its own. Mirrors `check_split_join_balance` in metaflow/lint.py, which walks every
 * path; here a node is visited once for each set of open splits, of which a correct graph has one a node.
 */
export const balance: Rule = (context) => {
  const { nodes, start } = context;
  const fans = fanFactory();
  const findings = new Map<Node, Finding>();
  const seen = new Map<Node, Set<number>>();
  const work: { node: Node; fan: Fan | null }[] = nodesOf(nodes, start === null ? [] : [start]).map((node) => ({
    node,
    fan: null,
  }));
  for (let top = work.pop(); top; top = work.pop()) {
    const { node, fan } = top;
    const fansSeen = seen.get(node) ?? new Set();
    if (fansSeen.has(fan?.id ?? 0)) continue;
    seen.set(node, fansSeen.add(fan?.id ?? 0));
    const fault = faultAt(context, node, fan);
    if (fault) {
      // What lies behind a fault would only be blamed for it again.
      if (!findings.has(node)) findings.set(node, fault);
      continue;
    }
    const below = node.type === "join" ? (fan?.below ?? null) : fan;
    const next = opensSplit(node) ? fans(node.next, fan) : below;
    for (const child of nodesOf(nodes, node.next.toReversed())) {
      if (child !== node) work.push({ node: child, fan: next });
    }
  }
  return causes(context, findings);
};

/** Faults that no other one leads to; a consequence that Metaflow meets first leaves its words to the first cause. */
function causes({ nodes }: RuleContext, findings: ReadonlyMap<Node, Finding>): Finding[] {
  const [first, ...more] = findings.values();
  if (!first || more.length === 0) return [...findings.values()];
  const behind = new Set<Node>();
  const work = [...findings.keys()];
  for (let node = work.pop(); node; node = work.pop()) {
    for (const next of nodesOf(nodes, node.next)) {
      if (next === node || behind.has(next)) continue;
      behind.add(next);
      work.push(next);
    }
  }
  const [cause = first, ...others] = [...findings].flatMap(([node, finding]) => (behind.has(node) ? [] : finding));
  return [{ ...cause, metaflow: first.metaflow }, ...others];
}

function faultAt(context: RuleContext, node: Node, fan: Fan | null): Finding | null {
  if (node.type === "join") return joinFault(context, node, fan);
  return node.type === "end" && fan ? endInSplit(context, node, fan) : null;
}

/** The split behind a fan: of several that lead to the same steps, the first. */
function splitLabel({ nodes }: RuleContext, fan: Fan, message: string): Diagnostic["labels"] {
  const roots = [...fan.roots].sort().join(" ");
  const split = [...nodes.values()].find((node) => opensSplit(node) && [...node.next].sort().join(" ") === roots);
  return split ? [{ place: tailPlace(split), message }] : [];
}

function endInSplit(context: RuleContext, node: Node, fan: Fan): Finding {
  const roots = fan.roots.join(", ");
  return {
    text: codes.split_without_join({ steps: roots, end: node.name }),
    place: namePlace(node),
    labels: splitLabel(context, fan, "this split has no join"),
    metaflow: {
      message: `The terminal step *${node.name}* was reached before a split started at step(s) *${roots}* were joined. Add a join step before *${node.name}*.`,
      line: node.object.line,
    },
  };
}

function joinFault(context: RuleContext, node: Node, fan: Fan | null): Finding | null {
  const { nodes } = context;
  const place = namePlace(node);
  const { line } = node.object;
  if (!fan) {
    const message = `Step *${node.name}* seems like a join step (it takes an extra input argument) but it is not preceded by a split. Ensure that there is a matching split for every join.`;
    return { text: codes.join_without_split({ step: node.name }), place, metaflow: { message, line } };
  }
  const previous = nodesOf(nodes, node.previous);
  // `split_branches[-1]` of a step that no split leads to is an IndexError in Metaflow.
  const outside = previous.find((each) => lastBranch(each) === null);
  if (outside) {
    const metaflow = { message: "IndexError: list index out of range", line: null };
    const labels = [{ place: targetPlace(outside, node.name), message: "it is entered from here" }];
    return { text: codes.join_entered_from_outside({ step: node.name, from: outside.name }), place, labels, metaflow };
  }
  const arriving = [...new Set(previous.map((each) => lastBranch(each) as string))].sort(byCodePoint);
  const roots = new Set(fan.roots);
  if (arriving.length !== fan.roots.length || arriving.some((branch) => !roots.has(branch))) {
    const expected = fan.roots.join(", ");
    const message = `Step *${node.name}* seems like a join step (it takes an extra input argument) but an incorrect number of steps (*${arriving.join(", ")}*) lead to it. This join was expecting ${fan.roots.length} incoming paths, starting from split step(s) *${expected}*.`;
    const text = codes.join_of_wrong_branches({ step: node.name, arriving: arriving.join(", "), expected });
    const lost = nodesOf(nodes, fan.roots).filter((root) => !arriving.includes(root.name));
    const labels = [
      ...splitLabel(context, fan, "the split that it should join"),
      ...lost.map((root) => ({ place: namePlace(root), message: "this branch does not lead to the join" })),
    ];
    return { text, place, labels, metaflow: { message, line } };
  }
  const [first] = previous;
  if (first && previous.some((each) => parentsIdentity(each) !== parentsIdentity(first))) {
    const message = `Step *${node.name}* joins steps from unrelated splits. Ensure that there is a matching join for every split.`;
    const splits = [...new Set(previous.map((each) => openAfter(each)?.split ?? ""))];
    const labels = nodesOf(nodes, splits).map((split) => ({ place: tailPlace(split), message: "one of the splits" }));
    return { text: codes.join_of_unrelated_splits({ step: node.name }), place, labels, metaflow: { message, line } };
  }
  return null;
}

function openAfter(node: Node) {
  return node.type === "join" ? (node.open?.below ?? null) : node.open;
}

function lastBranch(node: Node): string | null {
  return openAfter(node)?.branch ?? null;
}

function parentsIdentity(node: Node): number {
  return openAfter(node)?.identity ?? 0;
}
