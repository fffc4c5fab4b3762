import * as codes from "../../diagnostics/codes.generated.ts";
import { argumentOf, type FlowCheck, placeOfArgument } from "./fault.ts";

/** Metaflow passes `cron` on as it is; what schedulers take has five fields, or six with those of AWS. */
export const checkSchedule: FlowCheck = (decorator) => {
  const cron = argumentOf(decorator, "cron");
  if (cron.kind !== "string" || cron.value === "" || cron.value.startsWith("@")) return [];
  const count = cron.value.trim().split(/\s+/).length;
  return count === 5 || count === 6
    ? []
    : [{ text: codes.schedule_cron_fields({ cron: cron.value, count }), place: placeOfArgument(decorator, "cron") }];
};
