import type { Tree, TreeCursor } from "@lezer/common";
import * as codes from "../diagnostics/codes.generated.ts";
import type { Fault } from "./mask.ts";

const MOST_FAULTS = 20;

/** What is missing, by the node that lacks it. */
const hints: Readonly<Record<string, string>> = {
  ArgList: "separate arguments with `,` and give each a value",
  ParamList: "separate parameters with `,`; a parameter is a name",
  MemberExpression: "add a name after the `.`",
  AssignStatement: "add the value that is assigned",
  UpdateStatement: "add the value after the operator",
  BinaryExpression: "add the value after the operator",
  ClassDefinition: "write `class Name(Base):`",
  FunctionDefinition: "write `def name(self):`",
  Decorator: "write `@name` or `@name(…)` on a line of its own, above `def` or `class`",
  DecoratedStatement: "add the `def` or `class` that is decorated",
  ImportStatement: "write `import module` or `from module import name`",
};

const hintOf = (name: string): string => hints[name] ?? "look for a missing comma, operator or bracket before it";

/**
 * What the grammar could not read although the mask saw nothing wrong: one fault for each line.
 */
export function grammarFaults(tree: Tree, text: string): Fault[] {
  const faults: Fault[] = [];
  const cursor: TreeCursor = tree.cursor();
  let lineEnd = -1;
  do {
    if (!cursor.type.isError || cursor.from < lineEnd || faults.length >= MOST_FAULTS) continue;
    const { from, to } = cursor;
    const parent = cursor.node.parent?.name ?? "";
    const next = /\S+/y;
    const end = text.indexOf("\n", from);
    lineEnd = end < 0 ? text.length : end;
    const rest = to > from ? text.slice(from, Math.min(to, lineEnd)) : "";
    next.lastIndex = from;
    const found = rest.trim() === "" ? "" : rest.trim().slice(0, 40);
    const problem = found === "" ? "something is missing here" : `\`${found}\` is not expected here`;
    const span = { from, to: Math.max(from + 1, Math.min(to, lineEnd)) };
    faults.push({ text: codes.syntax_error({ problem, hint: hintOf(parent) }), span });
  } while (cursor.next());
  return faults;
}
