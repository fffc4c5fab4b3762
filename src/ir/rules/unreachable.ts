import * as codes from "../../diagnostics/codes.generated.ts";
import { namePlace, type Rule } from "./rule.ts";

/** Mirrors `check_for_orphans` in metaflow/lint.py; which of several steps Metaflow names depends on its hash seed. */
export const unreachable: Rule = ({ nodes, start }) => {
  if (start === null) return [];
  const seen = new Set([start]);
  const work = [start];
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    for (const next of nodes.get(name)?.next ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      work.push(next);
    }
  }
  return [...nodes.values()]
    .filter((node) => !seen.has(node.name))
    .map((node) => ({
      text: codes.step_unreachable({ step: node.name, start }),
      place: namePlace(node),
      metaflow: {
        message: `Step *${node.name}* is unreachable from the entry step *${start}*. Add self.next(${node.name}) in another step or remove *${node.name}*.`,
        line: node.object.line,
      },
    }));
};
