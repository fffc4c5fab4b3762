import type { Value } from "../value.ts";
import { argumentOf, badValue, type Fault, isGiven, type StepCheck } from "./fault.ts";
import { entryOf } from "./values.ts";

const FORM = 'write each as `"backend.id"` or `{"type": "backend", "id": "id"}`';

/** Shapes of `sources`, which Metaflow checks in the task (metaflow/plugins/secrets). */
export const checkSecrets: StepCheck = (decorator) => {
  const sources = argumentOf(decorator, "sources");
  if (!isGiven(decorator, "sources") || sources.kind === "code") return [];
  const wrong = (problem: string, metaflow?: string): Fault => badValue(decorator, "sources", problem, FORM, metaflow);
  if (sources.kind !== "list" && sources.kind !== "tuple") return [wrong("is not a list")];
  return sources.items.flatMap((item): Fault[] => {
    if (item.kind === "string" || item.kind === "code") return [];
    if (item.kind !== "dict")
      return [
        wrong(
          "has an item that is neither a text nor a dict",
          "@secrets sources items must be either a string or a dict",
        ),
      ];
    return Object.entries(FIELDS).flatMap(([field, { kind, needed }]): Fault[] => {
      const value = entryOf(item, field);
      if (isFine(value, kind, needed)) return [];
      const name = field === "options" ? "option" : field;
      return [
        wrong(
          `has an item whose \`${field}\` is not a ${kind === "string" ? "text" : kind}`,
          `Bad @secrets specification - '${name}' must be a ${field === "role" ? "str" : kind}`,
        ),
      ];
    });
  });
};

const FIELDS: Readonly<Record<string, { kind: "string" | "dict"; needed: boolean }>> = {
  type: { kind: "string", needed: false },
  id: { kind: "string", needed: true },
  options: { kind: "dict", needed: false },
  role: { kind: "string", needed: false },
};

function isFine(value: Value | null | undefined, kind: string, needed: boolean): boolean {
  if (value === null) return !needed;
  return value === undefined || value.kind === "code" || value.kind === kind || (value.kind === "none" && !needed);
}
