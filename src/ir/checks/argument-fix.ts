import * as codes from "../../diagnostics/codes.generated.ts";
import type { Decorator } from "../decorator.ts";
import { misspelt } from "../rules/misspelt.ts";
import { insert, replace } from "../source-edits.ts";
import { DECORATOR_ATTRIBUTES } from "./decorator-attributes.ts";
import type { Fault } from "./fault.ts";

/** The argument that a single positional one can only mean, by decorator. */
const OBVIOUS: Readonly<Record<string, string>> = {
  retry: "times",
  catch: "var",
  timeout: "seconds",
  environment: "vars",
  secrets: "sources",
  card: "type",
  schedule: "cron",
  project: "name",
  trigger: "event",
  trigger_on_finish: "flow",
};

/** What to change about an argument that its decorator does not take; nothing where the result would not be right, either. */
export function argumentFix(
  decorator: Decorator,
  { argument, place }: Fault,
  isRight: (changed: Decorator) => boolean,
): Pick<Fault, "text" | "edits"> | null {
  const form = argument?.form;
  if (!argument || !form || !place) return null;
  const isPositional = form === "positional";
  const free = (DECORATOR_ATTRIBUTES[decorator.name] ?? "")
    .split(" ")
    .filter((name) => name !== "" && decorator.arguments.every((other) => other.name !== name));
  const name = isPositional ? OBVIOUS[decorator.name] : misspelt(argument.name ?? "", free, () => false);
  if (!name || !free.includes(name)) return null;
  const named = decorator.arguments.map((each) => (each === argument ? { ...each, name } : each));
  if (!isRight({ ...decorator, arguments: named })) return null;
  if (isPositional) {
    const text = codes.decorator_positional_argument({ decorator: decorator.name, name });
    return { text, edits: [insert(place.file, place.span.from, `${name}=`)] };
  }
  const text = codes.decorator_unknown_argument({
    decorator: decorator.name,
    argument: argument.name ?? "",
    supported: (DECORATOR_ATTRIBUTES[decorator.name] ?? "").replaceAll(" ", ", "),
    suggestion: name,
  });
  return { text, edits: replace({ file: place.file, span: form.keyword }, name) };
}
