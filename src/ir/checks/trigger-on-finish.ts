import type { Value } from "../value.ts";
import { badValue, type Fault, type FlowCheck } from "./fault.ts";
import { chooseOne } from "./trigger.ts";
import { entryOf } from "./values.ts";

const FORM = "name the flow, `Flow` or `project.branch.Flow`";
const TEXT_FIELDS = ["project", "project_branch"] as const;

/** Mirrors `TriggerOnFinishDecorator.flow_init` in metaflow/plugins/events_decorator.py. */
export const checkTriggerOnFinish: FlowCheck = (decorator) => {
  const given = chooseOne(decorator, "flow", "flows", "No flow(s) specified in *@trigger_on_finish* decorator.");
  if ("faults" in given) return given.faults;
  const { argument, items } = given;
  const wrong = (problem: string, metaflow: string): Fault[] => [
    badValue(decorator, argument, problem, FORM, metaflow),
  ];
  if (!items) return wrong("is not a list", "Incorrect type for *flows* attribute in *@trigger_on_finish* decorator.");
  return items.flatMap((item): Fault[] => {
    if (item.kind === "code") return [];
    if (item.kind === "string") return nameFaults(item.value, wrong);
    if (item.kind !== "dict")
      return wrong("is no name of a flow", "Incorrect type for *flow* attribute in *@trigger_on_finish* decorator.");
    const name = entryOf(item, "name");
    if (name === null)
      return wrong("has no `name`", "The *flow* attribute for *@trigger_on_finish* is missing the *name* key.");
    const field = TEXT_FIELDS.find((each) => isNoText(entryOf(item, each)));
    if (field)
      return wrong(`has a \`${field}\` that is not a text`, `The *${field}* attribute of the *flow* is not a string`);
    if (isNoText(name) || (name?.kind === "string" && name.value.includes(".")))
      return wrong("has a `name` with a dot", "The *name* attribute of the *flow* is not a valid string");
    return name?.kind === "string" ? nameFaults(name.value, wrong) : [];
  });
};

function isNoText(value: Value | null | undefined): boolean {
  return value !== null && value !== undefined && value.kind !== "string" && value.kind !== "code";
}

function nameFaults(text: string, wrong: (problem: string, metaflow: string) => Fault[]): Fault[] {
  const parts = text.split(".");
  if (parts.length === 2)
    return wrong(
      `names \`${text}\``,
      "Incorrect format for *flow* in *@trigger_on_finish* decorator. Specify either just the *flow_name* or a fully qualified name like *project_name.branch_name.flow_name*.",
    );
  const flow = parts.at(-1) as string;
  if (/^[A-Za-z0-9_]+$/.test(flow)) return [];
  return wrong(
    `names \`${text}\``,
    `Invalid flow name *${flow}* in *@trigger_on_finish* decorator. Only alphanumeric characters and underscores(_) are allowed.`,
  );
}
