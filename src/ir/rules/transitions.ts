import * as codes from "../../diagnostics/codes.generated.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Node } from "../graph/nodes.ts";
import { replace } from "../source-edits.ts";
import { misspelt } from "./misspelt.ts";
import { type Finding, namePlace, type Rule, tailLine, tailPlace, targetPlace } from "./rule.ts";

/** Every step but the end ends in `self.next`. Mirrors `check_tail_next` in metaflow/lint.py. */
export const missingNext: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.type !== "end" && !node.object.transition.hasTailNext)
    .map((node) => ({
      text: codes.step_without_next({ step: node.name }),
      place: namePlace(node),
      labels: lastStatement(node),
      metaflow: {
        message: `Step *${node.name}* is missing a self.next() transition to the next step. Add a self.next() as the last line in the function.`,
        line: node.object.line,
      },
    }));

/** Where `self.next` would be, if what stands there is short enough to be looked at. */
function lastStatement({ object: { definition, source } }: Node): Diagnostic["labels"] {
  const { last } = definition;
  if (!last || last.kind === "function" || last.kind === "class") return [];
  const line = /^.*/.exec(source.text.slice(last.span.from, last.span.to))?.[0].trimEnd() ?? "";
  const span = { from: last.span.from, to: last.span.from + line.length };
  return [{ place: { file: source.file, span }, message: "the last statement" }];
}

const SUPPORTED = `
  • Linear: self.next(self.step_name)
  • Fan-out: self.next(self.step1, self.step2, ...)
  • Foreach: self.next(self.step, foreach='variable')
  • Switch: self.next({"key": self.step, ...}, condition='variable')

For switch statements, keys must be string literals, numbers or config expressions (self.config.key_name), not variables.`;

/** Every `self.next` has a form that can be read. Mirrors `check_tail_next` in metaflow/lint.py. */
export const invalidNext: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.type !== "end" && node.object.transition.hasTailNext && node.object.transition.invalid)
    .map((node) => ({
      text: codes.next_invalid({ step: node.name }),
      place: tailPlace(node),
      metaflow: {
        message: `Step *${node.name}* specifies an invalid self.next() transition. Make sure the self.next() expression matches with one of the supported transition types:${SUPPORTED}`,
        line: tailLine(node),
      },
    }));

/** Every target is a step. Mirrors `check_valid_transitions` in metaflow/lint.py. */
export const unknownTargets: Rule = ({ nodes, start }) =>
  [...nodes.values()].flatMap((node): Finding[] =>
    node.next
      .filter((target) => !nodes.has(target))
      .map((target) => {
        const isOther = (name: string): boolean => name !== start && name !== node.name && !node.next.includes(name);
        const isUnreached = (name: string): boolean => nodes.get(name)?.previous.length === 0;
        const suggestion = misspelt(target, [...nodes.keys()].filter(isOther), isUnreached) ?? undefined;
        const place = targetPlace(node, target);
        return {
          text: codes.next_unknown_step({ step: node.name, target, suggestion }),
          place,
          edits: suggestion === undefined ? null : replace(place, suggestion),
          metaflow: {
            message: `Step *${node.name}* specifies a self.next() transition to an unknown step, *${target}*.`,
            line: tailLine(node),
          },
        };
      }),
  );
