import * as codes from "../../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator } from "../decorator.ts";
import type { Flow } from "../flow.ts";
import { argumentFix } from "./argument-fix.ts";
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
  const reportAll = (all: readonly Decorator[], check: Check): void => {
    for (const decorator of all) {
      for (const { text, place, metaflow, labels, edits } of faultsOf(decorator, check)) {
        const notes = metaflow ? [`Metaflow: ${metaflow}`] : [];
        report(diagnostic(text, place ?? decorator.place, { notes, labels: labels ?? [], edits }));
      }
    }
  };
  reportAll(flow.decorators, (decorator) => FLOW_CHECKS[decorator.name]?.(decorator, flow) ?? []);
  for (const step of flow.steps.values())
    reportAll(step.decorators, (decorator) => STEP_CHECKS[decorator.name]?.(decorator, step) ?? []);
}

type Check = (decorator: Decorator) => readonly Fault[];

function faultsOf(decorator: Decorator, check: Check): Fault[] {
  const faults = argumentFaults(decorator);
  // An argument may be named so only if nothing else is wrong with it then.
  const count = (each: Decorator): number => argumentFaults(each).length + check(each).length;
  const isRight = (changed: Decorator): boolean => count(changed) < count(decorator);
  const fixed = faults.map((fault) => ({ ...fault, ...argumentFix(decorator, fault, isRight) }));
  return [...fixed, ...check(decorator)];
}

/** Mirrors `Decorator.__init__` in metaflow/decorators.py. */
function argumentFaults({ name: decorator, arguments: args }: Decorator): Fault[] {
  const known = DECORATOR_ATTRIBUTES[decorator]?.split(" ");
  return args.flatMap((it): Fault[] => {
    const { name: argument, place } = it;
    if (argument === null) return [{ text: codes.decorator_positional_argument({ decorator }), place, argument: it }];
    if (!known || argument === "**" || known.includes(argument)) return [];
    const supported = known.join(", ");
    const metaflow = `Decorator '${decorator}' does not support the attribute '${argument}'. These attributes are supported: ${supported}.`;
    const text = codes.decorator_unknown_argument({ decorator, argument, supported });
    return [{ text, place, metaflow, argument: it }];
  });
}
