import { argumentOf, badValue, isGiven, type StepCheck } from "./fault.ts";

/** Metaflow reads `vars.items()` only when a task starts (metaflow/plugins/environment_decorator.py): too late to learn of it. */
export const checkEnvironment: StepCheck = (decorator) => {
  const vars = argumentOf(decorator, "vars");
  if (!isGiven(decorator, "vars") || vars.kind === "code" || vars.kind === "dict") return [];
  return [badValue(decorator, "vars", "is not a dict", 'write `vars={"NAME": "value"}`')];
};
