import * as codes from "../../diagnostics/codes.generated.ts";
import { namePlace, type Rule } from "./rule.ts";

const RESERVED = new Set(["name", "next", "input", "index", "cmd"]);

/** Mirrors `check_reserved_words` in metaflow/lint.py. */
export const reservedNames: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => RESERVED.has(node.name))
    .map((node) => ({
      text: codes.step_name_reserved({ step: node.name }),
      place: namePlace(node),
      metaflow: {
        message: `Step name *${node.name}* is a reserved word. Choose another name for the step.`,
        line: node.object.line,
      },
    }));
