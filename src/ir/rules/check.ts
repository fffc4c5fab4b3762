import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import { argumentCounts } from "./argument-counts.ts";
import { balance } from "./balance.ts";
import { ambiguousEnds, endIsTerminal, ends, endTransitions } from "./ends.ts";
import { loops } from "./loops.ts";
import { parallelJoin, parallelSource, parallelTarget } from "./parallel.ts";
import { reservedNames } from "./reserved-names.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { stepNames } from "./step-names.ts";
import { ambiguousJoins, switchCases } from "./switches.ts";
import { invalidNext, missingNext, unknownTargets } from "./transitions.ts";
import { unreachable } from "./unreachable.ts";

/**
 * Rules in Metaflow's order (`Linter` in metaflow/lint.py). The rules of one group look at the graph independently of one
 * another and are all reported; a later group would only repeat in other words what an earlier one has found.
 */
const GROUPS: readonly (readonly Rule[])[] = [
  [
    reservedNames,
    ends,
    ambiguousEnds,
    endTransitions,
    endIsTerminal,
    stepNames,
    argumentCounts,
    missingNext,
    invalidNext,
    unknownTargets,
  ],
  [loops],
  [unreachable],
  [balance],
  [switchCases, parallelTarget, parallelJoin, parallelSource, ambiguousJoins],
];

/** Checks the graph; the first fault in Metaflow's order carries Metaflow's message. Gives whether there was none. */
export function checkGraph(context: RuleContext, report: DiagnosticSink): boolean {
  let first = true;
  for (const group of GROUPS) {
    const reported = new Set<unknown>();
    for (const finding of group.flatMap((rule) => rule(context))) {
      // One root cause, one diagnostic: a step whose `self.next` cannot be read would be told so by several rules.
      const isRepeated = !first && reported.has(finding.place.span);
      reported.add(finding.place.span);
      if (isRepeated) continue;
      report(
        diagnostic(finding.text, finding.place, {
          labels: finding.labels ?? [],
          edits: finding.edits,
          compat: first ? finding.metaflow : null,
        }),
      );
      first = false;
    }
    if (!first) return false;
  }
  return true;
}
