import * as codes from "../../diagnostics/codes.generated.ts";
import type { Decorator } from "../decorator.ts";
import { argumentOf, badValue, type Fault, type StepCheck } from "./fault.ts";
import { shown, toInt } from "./values.ts";

const UNITS = { seconds: 1, minutes: 60, hours: 3600 } as const;

/** Mirrors metaflow/plugins/timeout_decorator.py. */
export const checkTimeout: StepCheck = (decorator, step) => {
  const wrong = Object.keys(UNITS).flatMap((unit): Fault[] => {
    const value = argumentOf(decorator, unit);
    const isWrong = value.kind === "none" ? unit in named(decorator) : toInt(value) === null;
    return isWrong ? [badValue(decorator, unit, `is no number: \`${shown(value)}\``, "give a whole number")] : [];
  });
  if (wrong.length > 0 || timeoutSeconds(decorator) !== 0) return wrong;
  const metaflow = "Specify a duration for @timeout.";
  return [{ text: codes.timeout_without_duration({ step: step.name }), metaflow }];
};

function named({ arguments: args }: Decorator): Readonly<Record<string, true>> {
  return Object.fromEntries(args.map(({ name }) => [name ?? "", true as const]));
}

/** How long a step may take; NaN where only Python can tell. */
export function timeoutSeconds(decorator: Decorator): number {
  const parts = Object.entries(UNITS).map(([unit, factor]) => {
    const value = argumentOf(decorator, unit);
    return factor * (value.kind === "none" ? 0 : (toInt(value) ?? Number.NaN));
  });
  return parts.reduce((sum, part) => sum + part, 0);
}
