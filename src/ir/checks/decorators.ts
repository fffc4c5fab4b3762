import * as codes from "../../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import { argumentValue, type Decorator } from "../decorator.ts";
import type { Flow, Step } from "../flow.ts";
import type { Value } from "../value.ts";
import { DECORATOR_ATTRIBUTES } from "./decorator-attributes.ts";

/** Checks the arguments of Metaflow's decorators as they are checked when a flow is loaded (metaflow/decorators.py and the plugins). */
export function checkDecorators(flow: Flow, report: DiagnosticSink): void {
  for (const decorator of flow.decorators) checkArguments(decorator, report);
  for (const step of flow.steps.values()) {
    for (const decorator of step.decorators) {
      checkArguments(decorator, report);
      STEP_CHECKS[decorator.name]?.(decorator, step, report);
    }
  }
}

function checkArguments({ name, arguments: args }: Decorator, report: DiagnosticSink): void {
  const known = DECORATOR_ATTRIBUTES[name]?.split(" ");
  for (const argument of args) {
    if (argument.name === null)
      report(diagnostic(codes.decorator_positional_argument({ decorator: name }), argument.place));
    else if (known && argument.name !== "**" && !known.includes(argument.name)) {
      const supported = known.join(", ");
      report(
        diagnostic(
          codes.decorator_unknown_argument({ decorator: name, argument: argument.name, supported }),
          argument.place,
        ),
      );
    }
  }
}

type StepCheck = (decorator: Decorator, step: Step, report: DiagnosticSink) => void;

const STEP_CHECKS: Readonly<Record<string, StepCheck>> = {
  retry(decorator, step, report) {
    const times = number(argumentValue(decorator, "times"));
    // MAX_ATTEMPTS of 6, one of them for the first run and one for a fallback (metaflow/plugins/retry_decorator.py).
    if (times !== null && times > 4)
      report(diagnostic(codes.retry_too_often({ step: step.name, times }), decorator.place));
  },
  timeout(decorator, step, report) {
    const parts = ["seconds", "minutes", "hours"].map((unit) => argumentValue(decorator, unit));
    const isKnown =
      parts.every((part) => part === null || number(part) !== null) &&
      decorator.arguments.every(({ name }) => name !== "**");
    if (isKnown && parts.every((part) => !number(part)))
      report(diagnostic(codes.timeout_without_duration({ step: step.name }), decorator.place));
  },
  catch(decorator, step, report) {
    const kind = step.type === "foreach" ? "foreach split" : step.type === "split-switch" ? "conditional switch" : null;
    if (kind) report(diagnostic(codes.catch_on_split({ step: step.name, kind }), decorator.place));
  },
};

function number(value: Value | null): number | null {
  if (value?.kind === "int" || value?.kind === "float") return Number(value.value);
  return value?.kind === "string" && /^\s*\d+\s*$/.test(value.value) ? Number(value.value) : null;
}
