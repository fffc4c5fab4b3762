import * as codes from "../../diagnostics/codes.generated.ts";
import type { Step } from "../flow.ts";
import type { Fault } from "./fault.ts";
import { timeoutSeconds } from "./timeout.ts";

/** A fault where a step is to run in two places. Mirrors `step_init` of metaflow/plugins/kubernetes/kubernetes_decorator.py. */
export function together(step: Step, first: string, second: string, metaflow: string): Fault[] {
  const found = step.decorators.find(({ name }) => name === second);
  if (!found) return [];
  const labels = step.decorators
    .filter(({ name }) => name === first)
    .map(({ place }) => ({ place, message: "the other one" }));
  return [{ text: codes.decorators_exclude({ step: step.name, first, second }), place: found.place, labels, metaflow }];
}

/** AWS Batch and Kubernetes end no task before a minute has passed. */
export function shortTimeout(step: Step, decorator: string, engine: string): Fault[] {
  const timeout = step.decorators.find(({ name }) => name === "timeout");
  const seconds = timeout ? timeoutSeconds(timeout) : Number.NaN;
  if (!timeout || !(seconds > 0 && seconds < 60)) return [];
  const metaflow = `The timeout for step *${step.name}* should be at least 60 seconds for execution on ${engine}.`;
  const text = codes.timeout_too_short({ step: step.name, decorator, seconds });
  return [{ text, place: timeout.place, metaflow }];
}
