import * as codes from "../../diagnostics/codes.generated.ts";
import { truth } from "../../parser/equality.ts";
import type { Decorator } from "../decorator.ts";
import type { Value } from "../value.ts";
import { argumentOf, badValue, type Fault, type FlowCheck } from "./fault.ts";
import { entryOf } from "./values.ts";

const EVENT = 'an event is a text, or a dict: `{"name": "event", "parameters": {"parameter": "field"}}`';
const PARAMETERS = 'write `{"parameter": "field"}` or a list: `["same_name", ("parameter", "field")]`';

/** Mirrors `TriggerDecorator.flow_init` in metaflow/plugins/events_decorator.py. */
export const checkTrigger: FlowCheck = (decorator) => {
  const given = chooseOne(decorator, "event", "events", "No event(s) specified in *@trigger* decorator.");
  if ("faults" in given) return given.faults;
  const { argument, value, items } = given;
  if (!items) {
    const metaflow = "Incorrect format for *events* attribute in *@trigger* decorator.";
    return [badValue(decorator, argument, `is a ${value.kind}, not a list`, EVENT, metaflow)];
  }
  const faults = items.flatMap((event) => eventFaults(decorator, argument, event));
  const names = new Set<string>();
  for (const event of items) {
    const name = event.kind === "dict" ? entryOf(event, "name") : event;
    if (name?.kind !== "string") continue;
    if (names.has(name.value)) {
      const metaflow = "Duplicate event names defined in *@trigger* decorator.";
      faults.push({ text: codes.trigger_duplicate_event({ event: name.value }), metaflow });
    }
    names.add(name.value);
  }
  return faults;
};

/** The one of two arguments that is given, as a list; `items: null` where the plural one is no list. */
export function chooseOne(
  decorator: Decorator,
  single: string,
  plural: string,
  missing: string,
): { faults: readonly Fault[] } | { argument: string; value: Value; items: readonly Value[] | null } {
  const [one, many] = [argumentOf(decorator, single), argumentOf(decorator, plural)];
  const [hasOne, hasMany] = [truth(one), truth(many)];
  const name = decorator.name;
  if (hasOne && hasMany) {
    const metaflow = `Specify only one of *${single}* or *${plural}* attributes in *@${name}* decorator.`;
    return { faults: [{ text: codes.decorator_arguments_conflict({ decorator: name, single, plural }), metaflow }] };
  }
  if (hasOne) return { argument: single, value: one, items: [one] };
  if (hasMany) return { argument: plural, value: many, items: many.kind === "list" ? many.items : null };
  if (hasOne === null || hasMany === null) return { faults: [] };
  const [what, hint] = [`\`${single}\` or \`${plural}\``, `name what it waits for: \`${single}="…"\``];
  return {
    faults: [{ text: codes.decorator_argument_missing({ decorator: name, what, hint }), metaflow: missing }],
  };
}

function eventFaults(decorator: Decorator, argument: string, event: Value): Fault[] {
  const wrong = (problem: string, metaflow: string): Fault[] => [
    badValue(decorator, argument, problem, EVENT, metaflow),
  ];
  if (event.kind === "string" || event.kind === "code") return [];
  if (event.kind !== "dict")
    return wrong("is not an event", "Incorrect format for *event* attribute in *@trigger* decorator.");
  if (entryOf(event, "name") === null)
    return wrong("has no `name`", "The *event* attribute for *@trigger* is missing the *name* key.");
  const parameters = entryOf(event, "parameters");
  return parameters ? parameterFaults(decorator, argument, parameters) : [];
}

/** Mirrors `process_parameters`, which takes everything but a list, a dict and a function for nothing. */
function parameterFaults(decorator: Decorator, argument: string, parameters: Value): Fault[] {
  const isText = (value: Value | undefined): boolean => value?.kind === "string" || value?.kind === "code";
  const isPair = (value: Value): boolean =>
    value.kind === "tuple" && value.items.length === 2 && value.items.every(isText);
  const isRight =
    parameters.kind === "dict"
      ? parameters.entries.every(({ key, value }) => isText(key) && isText(value))
      : parameters.kind !== "list" || parameters.items.every((item) => isText(item) || isPair(item));
  if (!isRight)
    return [
      badValue(
        decorator,
        argument,
        "has `parameters` in a form that Metaflow does not know",
        PARAMETERS,
        "The *parameters* attribute for the event is invalid.",
      ),
    ];
  if (["dict", "list", "code"].includes(parameters.kind) || truth(parameters) === false) return [];
  return [{ text: codes.trigger_parameters_dropped({ kind: parameters.kind, hint: PARAMETERS }) }];
}
