import * as codes from "../../diagnostics/codes.generated.ts";
import { truth } from "../../parser/equality.ts";
import { argumentOf, badValue, type FlowCheck } from "./fault.ts";

const LETTERS = "use at most 128 lowercase letters, digits and `_`";

/** Mirrors `format_name` in metaflow/plugins/project_decorator.py. */
export const checkProject: FlowCheck = (decorator) => {
  const name = argumentOf(decorator, "name");
  if (truth(name) === false) {
    const metaflow = "@project needs a name. Try @project(name='some_name')";
    return [
      { text: codes.decorator_argument_missing({ decorator: "project", what: "`name`", hint: LETTERS }), metaflow },
    ];
  }
  return (["name", "branch"] as const).flatMap((argument) => {
    const value = argumentOf(decorator, argument);
    if (value.kind === "code" || truth(value) === false) return [];
    const problem = value.kind !== "string" ? "is not a text" : nameProblem(value.value);
    if (!problem) return [];
    const isLong = problem === TOO_LONG;
    const metaflow =
      argument === "name"
        ? `The @project name must ${isLong ? "be shorter than 128 characters." : ONLY}`
        : isLong
          ? "Branch name is too long. The maximum is 128 characters."
          : `The branch name must ${ONLY}`;
    return [badValue(decorator, argument, problem, LETTERS, value.kind === "string" ? metaflow : undefined)];
  });
};

const TOO_LONG = "is too long";
const ONLY = "contain only lowercase alphanumeric characters and underscores.";

function nameProblem(text: string): string | null {
  if (/[^a-z0-9_]/.test(text)) return `is \`${text}\``;
  return text.length > 128 ? TOO_LONG : null;
}
