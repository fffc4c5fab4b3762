import * as codes from "../../diagnostics/codes.generated.ts";
import { truth } from "../../parser/equality.ts";
import { argumentOf, badValue, type Fault, type FlowCheck, isGiven } from "./fault.ts";

/** Mirrors metaflow/plugins/exit_hook/exit_hook_decorator.py. */
export const checkExitHook: FlowCheck = (decorator) => {
  const lists = ["on_success", "on_error"] as const;
  if (lists.every((name) => truth(argumentOf(decorator, name)) === false)) {
    const [what, hint] = ["`on_success` or `on_error`", "give a list of functions"];
    const text = codes.decorator_argument_missing({ decorator: "exit_hook", what, hint });
    return [{ text, metaflow: "Choose at least one of the options on_success/on_error" }];
  }
  return lists.flatMap((name): Fault[] => {
    const value = argumentOf(decorator, name);
    if (!isGiven(decorator, name) || value.kind === "code") return [];
    // A text is a list of letters to Python: Metaflow takes each for a function's name.
    const isRight =
      value.kind === "string" ||
      ((value.kind === "list" || value.kind === "tuple" || value.kind === "set") &&
        value.items.every(({ kind }) => kind === "string" || kind === "code"));
    if (isRight) return [];
    const metaflow = `Exit hooks inside '${name}' must be a function or a string referring to the function`;
    return [
      badValue(
        decorator,
        name,
        "is not a list of functions or of their names",
        "write `[function]`",
        "items" in value ? metaflow : undefined,
      ),
    ];
  });
};
