import * as codes from "../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../diagnostics/diagnostic.ts";
import type { Flow } from "../ir/flow.ts";
import type { Emitter } from "./emitter.ts";

/** What to do about a decorator that a target does not carry over. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  schedule: "add the schedule to the deployment on the engine",
  trigger: "start runs on the event from the engine",
  trigger_on_finish: "start runs from the engine when the other flow has finished",
  exit_hook: "do the same in the end step, or where the run is started",
};

/** Decorators that Metaflow accepts only in another environment than its plain one. */
const ENVIRONMENT_OF: Readonly<Record<string, string>> = {
  conda: "conda",
  pypi: "pypi",
  conda_base: "conda",
  pypi_base: "pypi",
};

/** Tells what a target does not carry over, in one place and the same words for every target. */
export function reportLimits(
  flow: Flow,
  { title, capabilities }: Emitter,
  environment: string | undefined,
  report: DiagnosticSink,
): void {
  const isUnsupported = (name: string): boolean =>
    (capabilities.decorators[name] ?? capabilities.other) === "unsupported";
  for (const { name, place } of flow.decorators) {
    if (!isUnsupported(name)) continue;
    const help = WAYS_OUT[name] ?? "run this flow with Metaflow itself";
    report(diagnostic(codes.decorator_not_carried({ decorator: name, target: title, help }), place));
  }
  for (const step of flow.steps.values()) {
    for (const { name, place } of step.decorators) {
      const needed = ENVIRONMENT_OF[name];
      if (needed && environment === undefined && capabilities.runs)
        report(diagnostic(codes.environment_only({ step: step.name, decorator: name, environment: needed }), place));
    }
  }
  for (const { handler, place } of flow.compensations)
    report(diagnostic(codes.compensation_not_carried({ handler }), place));
  for (const { name, place } of [...flow.mutators, ...[...flow.steps.values()].flatMap((step) => step.mutators)]) {
    report(diagnostic(codes.decided_at_run_time({ decorator: name }), place));
  }
}
