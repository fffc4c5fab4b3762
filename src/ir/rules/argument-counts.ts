import * as codes from "../../diagnostics/codes.generated.ts";
import type { Edit } from "../../diagnostics/diagnostic.ts";
import type { Node } from "../graph/nodes.ts";
import { insert } from "../source-edits.ts";
import { type Finding, namePlace, type Rule, tailPlace } from "./rule.ts";

/** Mirrors `check_num_args` in metaflow/lint.py. */
export const argumentCounts: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node): Finding[] => {
    const { name } = node;
    const { argumentCount, line } = node.object;
    const finding = (text: Finding["text"], message: string, edits?: readonly Edit[] | null): Finding[] => [
      { text, place: namePlace(node), metaflow: { message, line }, ...(edits ? { edits } : {}) },
    ];
    if (argumentCount > 2) {
      return finding(
        codes.step_takes_too_many_arguments({ step: name }),
        `Step ${name} has too many arguments. Normal steps take only 'self' as an argument. Join steps take 'self' and 'inputs'.`,
      );
    }
    if (argumentCount === 0)
      return finding(
        codes.step_without_self({ step: name }),
        `Step *${name}* is missing the 'self' argument.`,
        withSelf(node),
      );
    if (argumentCount !== 2 || node.type === "join" || node.type === "end") return [];
    // Metaflow words it so for a join whose `self.next` is missing or invalid, too.
    const { hasTailNext, invalid } = node.object.transition;
    const text = !hasTailNext ? codes.step_without_next : invalid ? codes.next_invalid : codes.join_is_split;
    const place = hasTailNext && invalid ? tailPlace(node) : namePlace(node);
    const message = `Step *${name}* is both a join step (it takes an extra argument) and a split step (it transitions to multiple steps). This is not allowed. Add a new step so that split and join become separate steps.`;
    return [{ text: text({ step: name }), place, metaflow: { message, line } }];
  });

/** `self` for a step that takes nothing. */
function withSelf({ object: { definition, source } }: Node): Edit[] | null {
  const { to } = definition.nameSpan;
  const open = /^[ \t]*\((?=[ \t]*\))/.exec(source.text.slice(to, to + 100))?.[0];
  return open === undefined ? null : [insert(source.file, to + open.length, "self")];
}
