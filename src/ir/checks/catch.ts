import * as codes from "../../diagnostics/codes.generated.ts";
import type { StepCheck } from "./fault.ts";

/** Mirrors metaflow/plugins/catch_decorator.py. */
export const checkCatch: StepCheck = (_, { name, type }) => {
  const kind = type === "foreach" ? "foreach split" : type === "split-switch" ? "conditional switch" : null;
  if (!kind) return [];
  const metaflow = `@catch is defined for the step *${name}* but @catch is not supported in ${kind} steps.`;
  return [{ text: codes.catch_on_split({ step: name, kind }), metaflow }];
};
