// Generated from messages/*.md by "npm run generate". Do not edit.
import type { DiagnosticText } from "./diagnostic.ts";
import { textOf } from "./text.ts";

/** MF2001: flow `%flow%` has no `start` step */
export const flow_without_start = (p: { readonly flow: string | number }): DiagnosticText =>
  textOf("flow_without_start", "error", `flow \`${p.flow}\` has no \`start\` step`, ["add a method `start` decorated with `@step`, and let it lead to the first step of your flow"]);

/** MF2012: step `%step%` cannot be reached from `start` */
export const step_unreachable = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_unreachable", "error", `step \`${p.step}\` cannot be reached from \`start\``, [`name \`${p.step}\` in the \`self.next(…)\` of a step that comes before it, or delete it`]);

/** The number of every code, as documentation and `explain` show it: `MF` stands before it. */
export const codeNumbers: Readonly<Record<string, number>> = {
  flow_without_start: 2001,
  step_unreachable: 2012,
};

/** Codes whose severity may be changed though they are errors (`true`), or may not though they are not (`false`). */
export const adjustableCodes: Readonly<Record<string, boolean>> = {
};
