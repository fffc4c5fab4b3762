import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PyAssign, PyBlock, PyExpression, PyIf, PyLoop, PyStatement, PyTry } from "../../parser/ast.ts";
import { type PythonObject, type Scope, UNKNOWN } from "../objects.ts";
import { placeOf } from "./calls.ts";
import { executeClass } from "./classes.ts";
import { evaluateObject, truth } from "./expressions.ts";
import { executeFunction } from "./functions.ts";
import type { Interpreter } from "./interpreter.ts";
import { elementsOf, iterate } from "./iterables.ts";
import { bindByCall, bindThrough } from "./members.ts";
import { executeFromImport, executeImport } from "./module.ts";
import { noteMaker } from "./parameter-makers.ts";

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
      return executeBlock(interpreter, statement, scope);
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
  if (known !== null) return executeStatements(interpreter, known ? statement.body : statement.orElse, scope);
  interpreter.calls.doubts++;
  let returned: PythonObject | null = null;
  for (const body of [statement.body, statement.orElse]) returned ??= executeStatements(interpreter, body, scope);
  interpreter.calls.doubts--;
  return returned;
}

function executeBlock(interpreter: Interpreter, statement: PyBlock, scope: Scope): PythonObject | null {
  const { keyword, loop, bodies } = statement;
  const items = loop && !mayLeave(statement, scope) ? iterate(interpreter, loop.iterable, scope) : null;
  if (loop && items) return executeLoop(interpreter, { ...statement, loop }, items, scope);
  if (loop) bind(interpreter, loop.target, UNKNOWN, loop.iterable, scope);
  const isCertain = keyword === "with";
  if (!isCertain) {
    interpreter.calls.guessed = true;
    interpreter.calls.doubts++;
  }
  let returned: PythonObject | null = null;
  for (const body of bodies) returned ??= executeStatements(interpreter, body, scope);
  if (!isCertain) interpreter.calls.doubts--;
  return returned;
}

function executeLoop(
  interpreter: Interpreter,
  { loop: { target, iterable }, bodies: [body = [], orElse = []] }: PyBlock & { readonly loop: PyLoop },
  items: readonly PythonObject[],
  scope: Scope,
): PythonObject | null {
  const { calls } = interpreter;
  for (const item of items) {
    calls.work -= body.length;
    if (calls.work < 0) calls.guessed = true;
    if (calls.work < 0) break;
    bind(interpreter, target, item, iterable, scope);
    const returned = executeStatements(interpreter, body, scope);
    if (returned) return returned;
  }
  return executeStatements(interpreter, orElse, scope);
}

/** Whether a loop may end before its last item, or pass over a part of its body. */
function mayLeave({ span }: PyBlock, { source }: Scope): boolean {
  return /\b(?:break|continue)\b/.test(source.text.slice(span.from, span.to));
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
    interpreter.calls.doubts++;
    executeStatements(interpreter, handler, fallback);
    interpreter.calls.doubts--;
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
  if (scope.isClass && object.kind !== "parameter" && statement.value.kind === "call")
    noteMaker(interpreter, statement, statement.value, scope);
  for (const target of statement.targets) bind(interpreter, target, object, statement.value, scope);
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
    const found = elementsOf(object);
    const known = found?.length === target.items.length ? found : null;
    target.items.forEach((item, index) => {
      bind(interpreter, item, known?.[index] ?? UNKNOWN, value, scope);
    });
  } else bindThrough(interpreter, target, object, value, scope);
}
