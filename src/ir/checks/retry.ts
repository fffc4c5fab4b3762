import * as codes from "../../diagnostics/codes.generated.ts";
import { argumentOf, badValue, isGiven, placeOfArgument, type StepCheck } from "./fault.ts";
import { shown, toInt } from "./values.ts";

/** MAX_ATTEMPTS of 6, one of them for the first run and one for a fallback. Mirrors metaflow/plugins/retry_decorator.py. */
export const checkRetry: StepCheck = (decorator, step) => {
  if (!isGiven(decorator, "times")) return [];
  const value = argumentOf(decorator, "times");
  const times = toInt(value);
  if (times === null)
    return [badValue(decorator, "times", `is no number: \`${shown(value)}\``, "give a whole number, 0 to 4")];
  if (!(times > 4)) return [];
  const metaflow = "The maximum number of retries is @retry(times=4).";
  return [
    { text: codes.retry_too_often({ step: step.name, times }), place: placeOfArgument(decorator, "times"), metaflow },
  ];
};
