import * as codes from "../../diagnostics/codes.generated.ts";
import type { Node } from "../graph/nodes.ts";
import { type Finding, namePlace, type Rule, tailLine, targetPlace } from "./rule.ts";

/**
 * The only loop is a switch that names itself. Mirrors `check_for_acyclicity` in metaflow/lint.py, whose first loop this
 * finds without walking every path: a node that was left for good cannot reach a loop.
 */
export const loops: Rule = ({ nodes }) => {
  const finished = new Set<Node>();
  for (const root of nodes.values()) {
    if (finished.has(root)) continue;
    // As in Metaflow, the path does not hold its root.
    const path: Node[] = [];
    const onPath = new Set<Node>();
    const open: { node: Node; at: number }[] = [{ node: root, at: 0 }];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { node } = top;
      const child = nodes.get(node.next[top.at++] ?? "");
      if (top.at > node.next.length) {
        finished.add(node);
        open.pop();
        const left = path.pop();
        if (left) onPath.delete(left);
      } else if (!child || (child === node && node.type === "split-switch")) {
      } else if (onPath.has(child)) {
        const steps = [...path, child].map((each) => each.name).join("->");
        const message = `There is a loop in your flow: *${steps}*. Break the loop by fixing self.next() transitions.`;
        const text = codes.graph_has_loop({ steps: steps.replaceAll("->", " → ") });
        const labels = loopLabels(node, child);
        return [{ text, place: targetPlace(node, child.name), labels, metaflow: { message, line: tailLine(node) } }];
      } else if (!finished.has(child)) {
        path.push(child);
        onPath.add(child);
        open.push({ node: child, at: 0 });
      }
    }
  }
  return [];
};

function loopLabels(last: Node, first: Node): NonNullable<Finding["labels"]> {
  return first === last ? [] : [{ place: namePlace(first), message: "the loop begins here" }];
}
