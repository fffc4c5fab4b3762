import * as codes from "../../diagnostics/codes.generated.ts";
import { argumentOf, placeOfArgument, type StepCheck } from "./fault.ts";

/** Metaflow warns of an id that it cannot use, and goes on without (`step_init` in metaflow/plugins/cards/card_decorator.py). */
export const checkCard: StepCheck = (decorator, step) => {
  const id = argumentOf(decorator, "id");
  if (id.kind !== "string" || /^[a-zA-Z0-9_]+$/.test(id.value)) return [];
  return [{ text: codes.card_id_ignored({ step: step.name, id: id.value }), place: placeOfArgument(decorator, "id") }];
};
