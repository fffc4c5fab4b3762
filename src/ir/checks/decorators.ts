import * as codes from "../../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator } from "../decorator.ts";
import type { Flow } from "../flow.ts";
import { checkBatch } from "./batch.ts";
import { checkCard } from "./card.ts";
import { checkCatch } from "./catch.ts";
import { DECORATOR_ATTRIBUTES } from "./decorator-attributes.ts";
import { checkEnvironment } from "./environment.ts";
import { checkExitHook } from "./exit-hook.ts";
import type { Fault, FlowCheck, StepCheck } from "./fault.ts";
import { checkKubernetes } from "./kubernetes.ts";
import { checkProject } from "./project.ts";
import { checkRetry } from "./retry.ts";
import { checkSchedule } from "./schedule.ts";
import { checkSecrets } from "./secrets.ts";
import { checkTimeout } from "./timeout.ts";
import { checkTrigger } from "./trigger.ts";
import { checkTriggerOnFinish } from "./trigger-on-finish.ts";

const STEP_CHECKS: Readonly<Record<string, StepCheck>> = {
  batch: checkBatch,
  card: checkCard,
  catch: checkCatch,
  environment: checkEnvironment,
  kubernetes: checkKubernetes,
  retry: checkRetry,
  secrets: checkSecrets,
  timeout: checkTimeout,
};

const FLOW_CHECKS: Readonly<Record<string, FlowCheck>> = {
  exit_hook: checkExitHook,
  project: checkProject,
  schedule: checkSchedule,
  trigger: checkTrigger,
  trigger_on_finish: checkTriggerOnFinish,
};

/**
 * Checks the arguments of Metaflow's decorators as they are checked when a flow is loaded (metaflow/decorators.py and the
 * plugins). What is not known is checked by Metaflow when the run starts.
 */
export function checkDecorators(flow: Flow, report: DiagnosticSink): void {
  const reportAll = (decorator: Decorator, faults: readonly Fault[]): void => {
    for (const { text, place, metaflow } of [...argumentFaults(decorator), ...faults])
      report(diagnostic(text, place ?? decorator.place, metaflow ? { notes: [`Metaflow: ${metaflow}`] } : {}));
  };
  for (const decorator of flow.decorators) reportAll(decorator, FLOW_CHECKS[decorator.name]?.(decorator, flow) ?? []);
  for (const step of flow.steps.values())
    for (const decorator of step.decorators) reportAll(decorator, STEP_CHECKS[decorator.name]?.(decorator, step) ?? []);
}

/** Mirrors `Decorator.__init__` in metaflow/decorators.py. */
function argumentFaults({ name: decorator, arguments: args }: Decorator): Fault[] {
  const known = DECORATOR_ATTRIBUTES[decorator]?.split(" ");
  return args.flatMap(({ name: argument, place }): Fault[] => {
    if (argument === null) return [{ text: codes.decorator_positional_argument({ decorator }), place }];
    if (!known || argument === "**" || known.includes(argument)) return [];
    const supported = known.join(", ");
    const metaflow = `Decorator '${decorator}' does not support the attribute '${argument}'. These attributes are supported: ${supported}.`;
    return [{ text: codes.decorator_unknown_argument({ decorator, argument, supported }), place, metaflow }];
  });
}
