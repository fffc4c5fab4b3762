import * as codes from "../../diagnostics/codes.generated.ts";
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Node } from "../graph/nodes.ts";
import { type Finding, namePlace, nodesOf, type Rule, tailPlace } from "./rule.ts";

const PARALLEL: ReadonlySet<string> = new Set(["parallel", "pytorch_parallel"]);

/** True for a step that runs as a gang: `@parallel` and the decorators derived from it (`IS_PARALLEL`). */
export function isParallelStep(node: Node): boolean {
  return node.object.decorators.some(({ name }) => PARALLEL.has(name));
}

function parallelMark(node: Node): Place {
  return node.object.decorators.find(({ name }) => PARALLEL.has(name))?.place ?? namePlace(node);
}

/** `num_parallel` leads to a `@parallel` step. Mirrors `check_parallel_step_after_next` in metaflow/lint.py. */
export const parallelTarget: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.object.transition.parallel && !nodesOf(nodes, node.next).every(isParallelStep))
    .map((node) => ({
      text: codes.parallel_target_undecorated({ step: node.name, target: node.next.join(", ") }),
      place: tailPlace(node),
      labels: nodesOf(nodes, node.next)
        .filter((target) => !isParallelStep(target))
        .map((target) => ({ place: namePlace(target), message: "not decorated with `@parallel`" })),
      metaflow: {
        message: `Step *${node.name}* is called as a parallel step with self.next(num_parallel=..) but does not have a @parallel decorator.`,
        line: node.object.line,
      },
    }));

/** A `@parallel` step is followed by a join. Mirrors `check_join_followed_by_parallel_step` in metaflow/lint.py. */
export const parallelJoin: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node): Finding[] => {
    if (!isParallelStep(node)) return [];
    const [target] = nodesOf(nodes, node.next);
    if (target?.type === "join") return [];
    const place = namePlace(node);
    // Metaflow itself stops here with an IndexError where there is no next step.
    const message = target
      ? `An @parallel step should be followed by a join step. Step *${target.name}* is called after an @parallel step but is not a join step. Please add an extra \`inputs\` argument to the step.`
      : "IndexError: list index out of range";
    return [
      {
        text: codes.parallel_without_join({ step: node.name }),
        place,
        labels: target ? [{ place: namePlace(target), message: "not a join" }] : [],
        metaflow: { message, line: target ? node.object.line : null },
      },
    ];
  });

/** A `@parallel` step is entered by `num_parallel`. Mirrors `check_parallel_foreach_calls_parallel_step` in metaflow/lint.py. */
export const parallelSource: Rule = ({ nodes }) => {
  const callers = [...nodes.values()].filter((node) => !node.object.transition.parallel);
  return [...nodes.values()].filter(isParallelStep).flatMap((node): Finding[] =>
    callers
      .filter((caller) => caller.next.includes(node.name))
      .map((caller) => ({
        text: codes.parallel_entered_plainly({ step: node.name, from: caller.name }),
        place: tailPlace(caller),
        labels: [{ place: parallelMark(node), message: "the step runs as a gang" }],
        metaflow: {
          message: `Step *${node.name}* has a @parallel decorator, but is not called with self.next(num_parallel=...) from step *${caller.name}*.`,
          line: node.object.line,
        },
      })),
  );
};
