import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { formatDiagnostics } from "../../../src/diagnostics/render.ts";
import { analyze } from "../../../src/index.ts";
import { blocks, flowSource, flowSteps, type PrintedStep } from "../../support/random-flow.ts";

const errorsOf = (text: string): Diagnostic[] =>
  analyze(text).diagnostics.filter(({ severity }) => severity === "error");

/** Changes one step of a flow, chosen among those that a mistake can be made in. */
interface Mistake {
  readonly codes: readonly string[];
  readonly where: (step: PrintedStep) => boolean;
  readonly make: (step: PrintedStep) => PrintedStep;
}

const isPlain = ({ next }: PrintedStep): boolean => next !== null && /^self\.\w+$/.test(next);

const MISTAKES: Readonly<Record<string, Mistake>> = {
  "a target that is no step": {
    codes: ["next_unknown_step"],
    where: isPlain,
    make: (step) => ({ ...step, next: "self.nowhere_at_all" }),
  },
  "no transition": {
    codes: ["step_without_next"],
    where: ({ next }) => next !== null,
    make: (step) => ({ ...step, next: null }),
  },
  "a transition that cannot be read": {
    codes: ["next_invalid"],
    where: isPlain,
    make: (step) => ({ ...step, next: "*[self.end]" }),
  },
  "a step that follows itself": {
    codes: ["graph_has_loop"],
    where: (step) => isPlain(step) && step.name !== "start",
    make: (step) => ({ ...step, next: `self.${step.name}` }),
  },
  "a step that leads to the start": {
    codes: ["start_has_incoming"],
    where: (step) => isPlain(step) && step.name !== "start",
    make: (step) => ({ ...step, next: "self.start" }),
  },
  "an end that leads on": {
    codes: ["end_has_next"],
    where: ({ name }) => name === "end",
    make: (step) => ({ ...step, next: "self.start" }),
  },
  "a join of nothing": {
    codes: [
      "join_without_split",
      "join_of_wrong_branches",
      "join_entered_from_outside",
      "switch_leads_to_join",
      "join_of_unrelated_splits",
    ],
    where: (step) => isPlain(step) && !step.isJoin && step.name !== "start",
    make: (step) => ({ ...step, isJoin: true }),
  },
  "a join that is none": {
    codes: ["split_without_join", "join_of_wrong_branches", "join_of_unrelated_splits"],
    where: ({ isJoin }) => isJoin,
    make: (step) => ({ ...step, isJoin: false }),
  },
  "a reserved name for a switch": {
    codes: ["next_invalid"],
    where: ({ next }) => next?.includes("condition=") ?? false,
    make: (step) => ({ ...step, next: step.next?.replace(/condition=.*/, "condition=name") ?? null }),
  },
};

describe("one mistake in a legal flow gives one error", () => {
  test.each(Object.entries(MISTAKES))("%s", (_, { codes, where, make }) => {
    let made = 0;
    fc.assert(
      fc.property(blocks(2), fc.nat(), (body, which) => {
        const steps = flowSteps(body);
        const able = steps.filter(where);
        const chosen = able[which % Math.max(able.length, 1)];
        if (!chosen) return;
        made++;
        const text = flowSource(steps.map((step) => (step === chosen ? make(step) : step)));
        const errors = errorsOf(text);
        const shown = `${text}\n${formatDiagnostics(errors, () => text)}`;
        expect(errors.length, shown).toBe(1);
        expect(codes, shown).toContain(errors[0]?.code);
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(30);
  });
});
