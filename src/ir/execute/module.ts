import type { PyFromImport, PyImport } from "../../parser/ast.ts";
import { METAFLOW_MODULES, STRUCTURAL_NAMES } from "../metaflow-names.ts";
import { type Namespace, type PythonObject, type Scope, type SourceModule, UNKNOWN } from "../objects.ts";
import type { Interpreter } from "./interpreter.ts";
import { executeStatements } from "./statements.ts";

/** Executes a module's statements and gives its names. */
export function executeModule(interpreter: Interpreter, text: string, file: string, name: string): Namespace {
  const module = interpreter.parse(text, file);
  const source: SourceModule = { file, text, lineOf: lineTable(text) };
  interpreter.sources.set(file, source);
  const names: Namespace = new Map([["__name__", { kind: "value", value: { kind: "string", value: name } }]]);
  interpreter.modules.set(file, null);
  executeStatements(interpreter, module.body, { names, parent: null, source, isClass: false });
  interpreter.modules.set(file, names);
  return names;
}

function lineTable(text: string): (offset: number) => number {
  let starts: number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** Binds the names of `import a.b as c`. */
export function executeImport(interpreter: Interpreter, statement: PyImport, scope: Scope): void {
  for (const { module, alias } of statement.names) {
    const first = module.split(".", 1)[0] as string;
    const bound = alias === null ? first : module;
    scope.names.set(alias ?? first, moduleObject(interpreter, bound, scope));
  }
}

/** Binds the names of `from a import b as c`, `*` included. */
export function executeFromImport(interpreter: Interpreter, statement: PyFromImport, scope: Scope): void {
  const module = ".".repeat(statement.level) + statement.module;
  const owner = moduleObject(interpreter, module, scope);
  for (const { name, alias } of statement.names) {
    if (name !== "*") {
      const found = memberOfModule(owner, name);
      const submodule =
        found === null && !METAFLOW_MODULES.has(module) ? submoduleOf(interpreter, module, name, scope) : null;
      scope.names.set(alias ?? name, found ?? submodule ?? typingConstant(module, name));
    } else if (owner.kind === "metaflow") {
      for (const each of STRUCTURAL_NAMES) scope.names.set(each, { kind: "metaflow", name: each });
    } else if (owner.kind === "module") {
      for (const [each, object] of owner.names) if (!each.startsWith("_")) scope.names.set(each, object);
    }
  }
}

function submoduleOf(interpreter: Interpreter, module: string, name: string, scope: Scope): PythonObject | null {
  const separator = module.endsWith(".") ? "" : ".";
  const found = moduleObject(interpreter, `${module}${separator}${name}`, scope);
  return found.kind === "unknown" ? null : found;
}

function typingConstant(module: string, name: string): PythonObject {
  if (module === "typing" && name === "TYPE_CHECKING") return { kind: "value", value: { kind: "bool", value: false } };
  return UNKNOWN;
}

/** The attribute of a module object, or `null` when it is not known to have one. */
export function memberOfModule(owner: PythonObject, name: string): PythonObject | null {
  if (owner.kind === "module") return owner.names.get(name) ?? null;
  if (owner.kind !== "metaflow") return null;
  const path = owner.name === "" ? `metaflow.${name}` : `${owner.name}.${name}`;
  if (METAFLOW_MODULES.has(path) || [...METAFLOW_MODULES].some((module) => module.startsWith(`${path}.`)))
    return { kind: "metaflow", name: path };
  return STRUCTURAL_NAMES.has(name) ? { kind: "metaflow", name } : null;
}

function moduleObject(interpreter: Interpreter, module: string, scope: Scope): PythonObject {
  if (METAFLOW_MODULES.has(module)) return { kind: "metaflow", name: module };
  const read = interpreter.readModule?.(module, scope.source.file);
  if (read === null || read === undefined) return UNKNOWN;
  const { file, text } =
    typeof read === "string" ? { file: `${module.replace(/^\.+/, "").replaceAll(".", "/")}.py`, text: read } : read;
  const known = interpreter.modules.get(file);
  if (known === null) return UNKNOWN;
  return { kind: "module", names: known ?? executeModule(interpreter, text, file, module) };
}
