import * as codes from "../../diagnostics/codes.generated.ts";
import { type Finding, namePlace, type Rule } from "./rule.ts";

/** Mirrors `check_num_args` in metaflow/lint.py. */
export const argumentCounts: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node): Finding[] => {
    const { name } = node;
    const { argumentCount, line } = node.object;
    const finding = (text: Finding["text"], message: string): Finding[] => [
      { text, place: namePlace(node), metaflow: { message, line } },
    ];
    if (argumentCount > 2) {
      return finding(
        codes.step_takes_too_many_arguments({ step: name }),
        `Step ${name} has too many arguments. Normal steps take only 'self' as an argument. Join steps take 'self' and 'inputs'.`,
      );
    }
    if (argumentCount === 0)
      return finding(codes.step_without_self({ step: name }), `Step *${name}* is missing the 'self' argument.`);
    // Metaflow words it so for a join whose `self.next` is missing or invalid, too; those have a finding of their own.
    if (argumentCount !== 2 || node.type === "join" || node.type === "end") return [];
    return finding(
      codes.join_is_split({ step: name }),
      `Step *${name}* is both a join step (it takes an extra argument) and a split step (it transitions to multiple steps). This is not allowed. Add a new step so that split and join become separate steps.`,
    );
  });
