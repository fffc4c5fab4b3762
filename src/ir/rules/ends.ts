import * as codes from "../../diagnostics/codes.generated.ts";
import type { Edit } from "../../diagnostics/diagnostic.ts";
import type { Node } from "../graph/nodes.ts";
import { replace, wholeLines } from "../source-edits.ts";
import { type Finding, namePlace, nodesOf, type Rule, type RuleContext, tailPlace, targetPlace } from "./rule.ts";

/** Exactly one start and one end. Mirrors `check_basic_steps` in metaflow/lint.py. */
export const ends: Rule = (context) => [...missingEnd(context, "start"), ...missingEnd(context, "end")];

function missingEnd({ nodes, flow, flowPlace, ...known }: RuleContext, which: "start" | "end"): Finding[] {
  if (known[which] !== null) return [];
  const annotated = [...nodes.values()].filter(({ object }) => object.marker[which]);
  const names = annotated.map((node) => node.name);
  const [, second] = annotated;
  if (second) {
    const message = `Multiple steps annotated with @step(${which}=True): ${names.join(", ")}. Exactly one is allowed.`;
    const labels = annotated
      .slice(0, 1)
      .map((node) => ({ place: namePlace(node), message: `also marked ${which}=True` }));
    const text = codes.several_end_steps({ which, steps: names.join(", ") });
    return [{ text, place: namePlace(second), labels, metaflow: { message, line: null } }];
  }
  const message = `Your flow must have exactly one ${which} step. Either name a step '${which}' or use @step(${which}=True).`;
  return [{ text: codes.flow_without_end_step({ flow, which }), place: flowPlace, metaflow: { message, line: null } }];
}

/** A step marked as start or end beside one that is named so. Mirrors `check_ambiguous_start_end` in metaflow/lint.py. */
export const ambiguousEnds: Rule = ({ nodes, start, end }) =>
  [["start", start] as const, ["end", end] as const].flatMap(([which, step]): Finding[] => {
    if (step === null || step === which || !nodes.has(which)) return [];
    const message = `Ambiguous ${which} step: step '${step}' is annotated with @step(${which}=True) but a step named '${which}' also exists. Remove the '${which}' name or the @step(${which}=True) annotation.`;
    return nodesOf(nodes, [which]).map((node) => ({
      text: codes.ambiguous_end_step({ which, step }),
      place: namePlace(node),
      labels: nodesOf(nodes, [step]).map((each) => ({ place: namePlace(each), message: `marked ${which}=True` })),
      metaflow: { message, line: null },
    }));
  });

/** Nothing leads to the start, and the end leads nowhere. Mirrors `check_basic_steps` in metaflow/lint.py. */
export const endTransitions: Rule = ({ nodes, start, end }) => {
  const findings: Finding[] = [];
  for (const node of nodesOf(nodes, start === null ? [] : [start])) {
    if (node.previous.length === 0) continue;
    const from = node.previous.join(", ");
    const message = `The start step *${node.name}* has incoming transitions from ${from}. A start step must have no incoming transitions.`;
    findings.push({
      text: codes.start_has_incoming({ step: node.name, from }),
      place: namePlace(node),
      labels: nodesOf(nodes, node.previous).map((each) => ({
        place: targetPlace(each, node.name),
        message: "it is reached from here",
      })),
      metaflow: { message, line: node.object.line },
    });
  }
  for (const node of nodesOf(nodes, end === null ? [] : [end])) {
    if (node.next.length === 0) continue;
    const message = `The end step *${node.name}* has outgoing transitions. An end step must have no outgoing transitions (no self.next()).`;
    findings.push({
      text: codes.end_has_next({ step: node.name }),
      place: tailPlace(node),
      edits: withoutNext(nodes, node),
      metaflow: { message, line: node.object.line },
    });
  }
  const [incoming, outgoing] = findings;
  const [node] = nodesOf(nodes, start === null ? [] : [start]);
  // A `self.next` of the end that leads to the start is one mistake, of which Metaflow sees the other side first.
  if (incoming && outgoing && node?.previous.every((each) => each === end)) {
    return [{ ...outgoing, metaflow: incoming.metaflow }];
  }
  return findings;
};

/** The end is a plain step without `self.next`. Mirrors `check_that_end_is_end` in metaflow/lint.py. */
export const endIsTerminal: Rule = ({ nodes, end }) =>
  nodesOf(nodes, end === null ? [] : [end]).flatMap((node): Finding[] => {
    const { span, hasTailNext } = node.object.transition;
    const line = span ? node.object.source.lineOf(span.from) : 0;
    if (hasTailNext) {
      const message = `The terminal step *${node.name}* should not have a self.next() transition. Just remove it.`;
      return node.next.length > 0
        ? []
        : [
            {
              text: codes.end_has_next({ step: node.name }),
              place: tailPlace(node),
              edits: withoutNext(nodes, node),
              metaflow: { message, line },
            },
          ];
    }
    if (node.object.argumentCount <= 1) return [];
    const message = `The terminal step *${node.name}* should not be a join step (it gets an extra argument). Add a join step before it.`;
    return [{ text: codes.end_is_join({ step: node.name }), place: namePlace(node), metaflow: { message, line } }];
  });

/** Removes the `self.next` of the end step, where the steps that it names are reached without it. */
function withoutNext(nodes: RuleContext["nodes"], end: Node): readonly Edit[] | null {
  const { definition, source, transition } = end.object;
  const isNeeded = nodesOf(nodes, end.next).some(
    ({ name, type, previous }) => type !== "start" && name !== "start" && previous.every((other) => other === end.name),
  );
  if (isNeeded || !transition.span) return null;
  const lines = definition.body().length > 1 ? wholeLines(source, transition.span) : null;
  return replace({ file: source.file, span: lines ?? transition.span }, lines ? "" : "pass");
}
