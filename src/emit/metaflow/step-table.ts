import { argumentValue, type Decorator } from "../../ir/decorator.ts";
import type { Flow, Step } from "../../ir/flow.ts";
import type { Value } from "../../ir/value.ts";
import * as py from "../python/index.ts";

/** What a target wants to know of the steps, beside what every target does. */
export interface StepTableOptions {
  /** Their docstrings, for an engine that shows them. */
  readonly docs?: boolean;
}

/**
 * The table of all steps: shape, line and what their decorators say in literals. For readers and engines; when a run
 * starts, the loaded flow is asked, and its answer wins.
 */
export function stepTable(flow: Flow, options: StepTableOptions = {}): py.Expression {
  const steps = [...flow.order].flatMap((name) => flow.steps.get(name) ?? []);
  return py.dict(
    steps.map((step) => [py.string(step.name), stepEntry(step, options)] as const),
    { explode: true },
  );
}

/** Columns that an entry's name and value share: the line without indent, quotes, colon and commas. */
const ROOM = 88 - 4 - 2 - 2 - 1;

function stepEntry(step: Step, { docs = false }: StepTableOptions): py.Expression {
  const entries: [py.Expression, py.Expression][] = [
    [py.string("type"), py.string(step.type ?? "")],
    [py.string("next"), py.list(step.next.map((each) => py.string(each)))],
    [py.string("line"), py.int(step.line)],
  ];
  for (const [key, value] of Object.entries(decoratorSettings(step.decorators))) entries.push([py.string(key), value]);
  if (docs && step.doc.trim() !== "") entries.push([py.string("doc"), py.string(step.doc.trim())]);
  const flat = py.dict(entries);
  return step.name.length + flat.flat.length <= ROOM ? flat : py.dict(entries, { explode: true });
}

/** What the decorators of a step say as far as the source tells it. */
function decoratorSettings(decorators: readonly Decorator[]): Record<string, py.Expression> {
  const settings: Record<string, py.Expression> = {};
  for (const decorator of decorators) {
    if (decorator.arguments.some(({ name }) => name === "**")) continue;
    const number = (name: string, fallback: number): number | null =>
      numberOf(argumentValue(decorator, name), fallback);
    if (decorator.name === "retry") {
      // Defaults of metaflow/plugins/retry_decorator.py.
      const [times, minutes] = [number("times", 3), number("minutes_between_retries", 2)];
      // Metaflow cuts the fraction off.
      if (times !== null) settings.retries = py.int(Math.trunc(times));
      if (minutes !== null) settings.retry_delay = py.literal(minutes * 60);
    } else if (decorator.name === "timeout") {
      const [seconds, minutes, hours] = [number("seconds", 0), number("minutes", 0), number("hours", 0)];
      if (seconds !== null && minutes !== null && hours !== null)
        settings.timeout = py.literal(seconds + 60 * minutes + 3600 * hours);
    } else if (decorator.name === "catch") {
      settings.catch = py.bool(true);
    } else if (decorator.name === "environment") {
      const vars = argumentValue(decorator, "vars");
      if (vars?.kind === "dict" && py.isStatic(vars)) settings.environment = py.value(vars);
    }
  }
  return settings;
}

function numberOf(value: Value | null, fallback: number): number | null {
  if (value === null) return fallback;
  if (value.kind === "int" || value.kind === "float") return Number(value.value);
  return value.kind === "string" && /^\d+$/.test(value.value) ? Number(value.value) : null;
}
