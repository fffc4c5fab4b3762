import * as codes from "../../diagnostics/codes.generated.ts";
import { type Finding, namePlace, nodesOf, type Rule, tailPlace } from "./rule.ts";

/** A switch has at least two cases. Mirrors `check_switch_splits` in metaflow/lint.py. */
export const switchCases: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.type === "split-switch" && node.next.length < 2)
    .map((node) => ({
      text: codes.switch_with_one_case({ step: node.name }),
      place: tailPlace(node),
      metaflow: {
        message: `Step *${node.name}* is a switch split but defines ${node.next.length} transitions. Switch splits must define at least 2 transitions.`,
        line: node.object.line,
      },
    }));

/** No case of a switch leads straight to a join. Mirrors `check_ambiguous_joins` in metaflow/lint.py. */
export const ambiguousJoins: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node): Finding[] => {
    const switches =
      node.type === "join" ? nodesOf(nodes, node.previous).filter((each) => each.type === "split-switch") : [];
    if (switches.length === 0) return [];
    const names = switches.map((each) => each.name);
    const message = `A conditional path cannot lead directly to a join step.\nIn your conditional step(s) ${names.map((name) => `*${name}*`).join(", ")}, one or more of the possible paths transition directly to the join step *${node.name}*.\nAs a workaround, please introduce an intermediate, unconditional step on that specific path before joining.`;
    const labels = switches.map((each) => ({
      place: tailPlace(each),
      message: "one of these cases leads to the join",
    }));
    const text = codes.switch_leads_to_join({ switches: names.join(", "), join: node.name });
    return [{ text, place: namePlace(node), labels, metaflow: { message, line: node.object.line } }];
  });
