import * as codes from "../../diagnostics/codes.generated.ts";
import { namePlace, type Rule } from "./rule.ts";

/** Mirrors `check_valid_names` in metaflow/lint.py. */
export const stepNames: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => /[^a-z0-9_]|^_/.test(node.name))
    .map((node) => ({
      text: codes.step_name_invalid({ step: node.name }),
      place: namePlace(node),
      metaflow: {
        message: `Step *${node.name}* has an invalid name. Only lowercase ascii characters, underscores, and digits are allowed.`,
        line: node.object.line,
      },
    }));
