import type { Place } from "../diagnostics/diagnostic.ts";
import type { Capabilities, Treatment } from "../emit/emitter.ts";
import type { Argument, Decorator } from "../ir/decorator.ts";
import type { Flow, Step } from "../ir/flow.ts";
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

type Add = (construct: ReportLine["construct"], name: string, treatment: Treatment, place: Place) => void;

/** Says of each step, edge, decorator, argument and parameter what becomes of it on a target. */
export function reportOf(flow: Flow, capabilities: Capabilities): Report {
  const lines: ReportLine[] = [];
  const add: Add = (construct, name, treatment, place) => void lines.push({ construct, name, treatment, place });
  for (const step of flow.steps.values()) addStep(add, step, capabilities);
  for (const decorator of flow.decorators) addDecorator(add, decorator, flow.name, capabilities);
  for (const decorator of flow.mutators)
    add("mutator", `@${decorator.name} on ${flow.name}`, "deferred", decorator.place);
  for (const decorator of flow.foreign)
    add("decorator", `@${decorator.name} on ${flow.name}`, "forwarded", decorator.place);
  for (const { handler, step, place } of flow.compensations)
    add("decorator", `@compensate(${step ?? "…"}) on ${handler}`, "unsupported", place);
  for (const parameter of flow.parameters) {
    add("parameter", parameter.name ?? parameter.variable, "mapped", parameter.place);
    addArguments(add, parameter.variable, "", parameter.arguments, "forwarded");
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

function addStep(add: Add, step: Step, capabilities: Capabilities): void {
  add("step", step.name, "mapped", step.place);
  for (const target of step.targets)
    add("edge", `${step.name} → ${target.step}`, "mapped", { file: step.file, span: target.span });
  for (const decorator of step.decorators) addDecorator(add, decorator, step.name, capabilities);
  const addAll = (decorators: readonly Decorator[], construct: ReportLine["construct"], treatment: Treatment): void => {
    for (const { name, place } of decorators) add(construct, `@${name} on ${step.name}`, treatment, place);
  };
  addAll(step.wrappers, "decorator", "forwarded");
  addAll(step.foreign, "decorator", capabilities.other);
  addAll(step.mutators, "mutator", "deferred");
}

function addDecorator(add: Add, decorator: Decorator, owner: string, capabilities: Capabilities): void {
  const treatment = capabilities.decorators[decorator.name] ?? capabilities.other;
  add("decorator", `@${decorator.name} on ${owner}`, treatment, decorator.place);
  addArguments(add, `@${decorator.name}`, ` on ${owner}`, decorator.arguments, treatment);
}

function addArguments(add: Add, of: string, on: string, all: readonly Argument[], treatment: Treatment): void {
  for (const argument of all)
    add("argument", `${of}(${argument.name ?? "…"})${on}`, argumentTreatment(argument, treatment), argument.place);
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
