import type { Place } from "../diagnostics/diagnostic.ts";
import type { Capabilities, Treatment } from "../emit/emitter.ts";
import type { Argument, Decorator } from "../ir/decorator.ts";
import type { Flow } from "../ir/flow.ts";
import type { Value } from "../ir/value.ts";

/** One construct of the source and what becomes of it. */
export interface ReportLine {
  readonly construct: "step" | "edge" | "decorator" | "argument" | "parameter" | "config" | "mutator";
  /** `train`, `start → train`, `@retry on train`, `@retry(times) on train`. */
  readonly name: string;
  readonly treatment: Treatment;
  readonly place: Place;
}

/** Accounts for everything in the source that the compiler looked at. */
export interface Report {
  readonly lines: readonly ReportLine[];
  readonly counts: Readonly<Record<Treatment, number>>;
}

/** Says of each step, edge, decorator, argument and parameter what becomes of it on a target. */
export function reportOf(flow: Flow, capabilities: Capabilities): Report {
  const lines: ReportLine[] = [];
  const add = (construct: ReportLine["construct"], name: string, treatment: Treatment, place: Place): void => {
    lines.push({ construct, name, treatment, place });
  };
  const addDecorator = (decorator: Decorator, owner: string): void => {
    const treatment = capabilities.decorators[decorator.name] ?? capabilities.other;
    add("decorator", `@${decorator.name} on ${owner}`, treatment, decorator.place);
    for (const argument of decorator.arguments) {
      add(
        "argument",
        `@${decorator.name}(${argument.name ?? "…"}) on ${owner}`,
        argumentTreatment(argument, treatment),
        argument.place,
      );
    }
  };
  for (const step of flow.steps.values()) {
    add("step", step.name, "mapped", step.place);
    for (const target of step.targets) {
      add("edge", `${step.name} → ${target.step}`, "mapped", { file: step.file, span: target.span });
    }
    for (const decorator of step.decorators) addDecorator(decorator, step.name);
    for (const decorator of step.wrappers)
      add("decorator", `@${decorator.name} on ${step.name}`, "forwarded", decorator.place);
    for (const decorator of step.foreign)
      add("decorator", `@${decorator.name} on ${step.name}`, capabilities.other, decorator.place);
    for (const decorator of step.mutators)
      add("mutator", `@${decorator.name} on ${step.name}`, "deferred", decorator.place);
  }
  for (const decorator of flow.decorators) addDecorator(decorator, flow.name);
  for (const decorator of flow.mutators)
    add("mutator", `@${decorator.name} on ${flow.name}`, "deferred", decorator.place);
  for (const decorator of flow.foreign)
    add("decorator", `@${decorator.name} on ${flow.name}`, "forwarded", decorator.place);
  for (const { handler, step, place } of flow.compensations)
    add("decorator", `@compensate(${step ?? "…"}) on ${handler}`, "unsupported", place);
  for (const parameter of flow.parameters) {
    add("parameter", parameter.name ?? parameter.variable, "mapped", parameter.place);
    for (const argument of parameter.arguments) {
      add(
        "argument",
        `${parameter.variable}(${argument.name ?? "…"})`,
        argumentTreatment(argument, "forwarded"),
        argument.place,
      );
    }
  }
  for (const config of flow.configs) {
    add("config", config.name ?? config.variable, "forwarded", config.place);
    for (const argument of config.arguments)
      add("argument", `${config.variable}(${argument.name ?? "…"})`, "forwarded", argument.place);
  }
  const counts = { mapped: 0, forwarded: 0, deferred: 0, unsupported: 0 };
  for (const line of lines) counts[line.treatment]++;
  return { lines, counts };
}

/** An argument shares its decorator's fate, but what only Python can evaluate is asked of the loaded flow at run time. */
function argumentTreatment(argument: Argument, treatment: Treatment): Treatment {
  return treatment !== "unsupported" && hasCode(argument.value) ? "deferred" : treatment;
}

function hasCode(value: Value): boolean {
  if (value.kind === "code") return true;
  if (value.kind === "dict") return value.entries.some((entry) => hasCode(entry.key) || hasCode(entry.value));
  return "items" in value && value.items.some(hasCode);
}
