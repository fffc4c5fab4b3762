import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PyAssign, PyExpression, PyIf, PyStatement, PyTry } from "../../parser/ast.ts";
import { type PythonObject, type Scope, UNKNOWN } from "../objects.ts";
import { placeOf } from "./calls.ts";
import { executeClass } from "./classes.ts";
import { evaluateObject, truth } from "./expressions.ts";
import { executeFunction } from "./functions.ts";
import type { Interpreter } from "./interpreter.ts";
import { bindByCall, bindThrough } from "./members.ts";
import { executeFromImport, executeImport } from "./module.ts";

/**
 * Executes statements for what they bind, as far as it can be known without Python: both arms of a condition that is
 * not known, the body of a loop once. Gives the object of the first `return` that is met, or `null`.
 */
export function executeStatements(
  interpreter: Interpreter,
  statements: readonly PyStatement[],
  scope: Scope,
): PythonObject | null {
  for (const statement of statements) {
    const returned = executeStatement(interpreter, statement, scope);
    if (returned) return returned;
  }
  return null;
}

function executeStatement(interpreter: Interpreter, statement: PyStatement, scope: Scope): PythonObject | null {
  switch (statement.kind) {
    case "class":
      executeClass(interpreter, statement, scope);
      return null;
    case "function":
      executeFunction(interpreter, statement, scope);
      return null;
    case "assign":
      executeAssign(interpreter, statement, scope);
      return null;
    case "import":
      executeImport(interpreter, statement, scope);
      return null;
    case "from-import":
      executeFromImport(interpreter, statement, scope);
      return null;
    case "if":
      return executeIf(interpreter, statement, scope);
    case "try":
      return executeTry(interpreter, statement, scope);
    case "block":
      if (statement.keyword !== "with") interpreter.calls.guessed = true;
      for (const body of statement.bodies) {
        const returned = executeStatements(interpreter, body, scope);
        if (returned) return returned;
      }
      return null;
    case "expression-statement":
      if (statement.expression.kind === "call") bindByCall(interpreter, statement.expression, scope);
      evaluateObject(interpreter, statement.expression, scope);
      return null;
    case "delete":
      for (const target of statement.targets) if (target.kind === "name") deleteName(target.name, scope);
      return null;
    case "return":
      if (scope.isClass || scope.parent === null) {
        const problem = "`return` stands outside of a function";
        const text = codes.syntax_error({ problem, hint: "delete it, or indent it as the body of a function" });
        interpreter.report(diagnostic(text, { file: scope.source.file, span: statement.span }));
        return null;
      }
      return statement.value ? evaluateObject(interpreter, statement.value, scope) : UNKNOWN;
    default:
      return null;
  }
}

function deleteName(name: string, scope: Scope): void {
  const object = scope.names.get(name);
  if (object?.kind === "step")
    scope.skipped?.push({ file: object.step.source.file, span: object.step.definition.span });
  scope.names.delete(name);
}

function executeIf(interpreter: Interpreter, statement: PyIf, scope: Scope): PythonObject | null {
  const known = truth(interpreter, statement.test, scope);
  if (known === null) interpreter.calls.guessed = true;
  else noteSkipped(interpreter, statement, known, scope);
  const taken = known === null ? [statement.body, statement.orElse] : [known ? statement.body : statement.orElse];
  let returned: PythonObject | null = null;
  for (const body of taken) returned ??= executeStatements(interpreter, body, scope);
  return returned;
}

/** Members that a class does not get because of a condition that is known. */
function noteSkipped({ report }: Interpreter, { test, body, orElse }: PyIf, known: boolean, scope: Scope): void {
  const skipped = known ? orElse : body;
  const last = skipped.at(-1);
  if (!scope.skipped || !skipped[0] || !last) return;
  scope.skipped.push({ file: scope.source.file, span: { from: skipped[0].span.from, to: last.span.to } });
  const hasMembers = skipped.some(({ kind }) => kind === "function" || kind === "assign");
  if (hasMembers) report(diagnostic(codes.branch_not_taken({ value: known ? "true" : "false" }), placeOf(test, scope)));
}

function executeTry(interpreter: Interpreter, statement: PyTry, scope: Scope): PythonObject | null {
  let returned = executeStatements(interpreter, statement.body, scope);
  for (const handler of statement.handlers) {
    const fallback: Scope = { ...scope, names: new Map(), parent: scope };
    executeStatements(interpreter, handler, fallback);
    for (const [name, object] of fallback.names) {
      if ((scope.names.get(name) ?? UNKNOWN).kind === "unknown") scope.names.set(name, object);
    }
  }
  returned ??= executeStatements(interpreter, statement.orElse, scope);
  return executeStatements(interpreter, statement.finalBody, scope) ?? returned;
}

function executeAssign(interpreter: Interpreter, statement: PyAssign, scope: Scope): void {
  if (!statement.value) return;
  if (statement.operator !== "=") {
    for (const target of statement.targets) if (target.kind === "name") scope.names.set(target.name, UNKNOWN);
    return;
  }
  const object = evaluateObject(interpreter, statement.value, scope);
  if (scope.isClass && object.kind !== "parameter") noteNamesake(interpreter, statement, statement.value, scope);
  for (const target of statement.targets) bind(interpreter, target, object, statement.value, scope);
}

/** A call that reads as if it made a parameter: of the file's own `Config`, say, or of a module that cannot be read. */
function noteNamesake(interpreter: Interpreter, { span }: PyAssign, value: PyExpression, scope: Scope): void {
  if (value.kind !== "call") return;
  const { callee } = value;
  const name = callee.kind === "name" || callee.kind === "attribute" ? callee.name : "";
  if (name !== "Parameter" && name !== "IncludeFile" && name !== "Config") return;
  const isKnown = evaluateObject(interpreter, callee, scope).kind !== "unknown";
  if (isKnown) scope.skipped?.push({ file: scope.source.file, span });
  else interpreter.report(diagnostic(codes.parameter_maker_unknown({ name }), placeOf(callee, scope)));
}

function bind(
  interpreter: Interpreter,
  target: PyExpression,
  object: PythonObject,
  value: PyExpression,
  scope: Scope,
): void {
  if (target.kind === "name") {
    scope.names.set(target.name, object);
  } else if (target.kind === "tuple" || target.kind === "list") {
    const parts = value.kind === "tuple" || value.kind === "list" ? value.items : [];
    const known = object.kind === "value" ? object.parts : undefined;
    target.items.forEach((item, index) => {
      const part = parts.length === target.items.length ? parts[index] : undefined;
      const single = known?.[index] ?? (part && evaluateObject(interpreter, part, scope));
      bind(interpreter, item, (part && single) ?? UNKNOWN, part ?? value, scope);
    });
  } else bindThrough(interpreter, target, object, value, scope);
}
