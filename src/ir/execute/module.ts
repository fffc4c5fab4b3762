import type { PyFromImport, PyImport } from "../../parser/ast.ts";
import { METAFLOW_MODULES, STRUCTURAL_NAMES } from "../metaflow-names.ts";
import { type Namespace, type PythonObject, type Scope, type SourceModule, UNKNOWN } from "../objects.ts";
import type { Interpreter } from "./interpreter.ts";
import { lookUp } from "./scope.ts";
import { standardMember, standardModule } from "./standard.ts";
import { executeStatements } from "./statements.ts";

/** Executes a module's statements and gives its names. */
export function executeModule(interpreter: Interpreter, text: string, file: string, name: string): Namespace {
  const module = interpreter.parse(text, file);
  const source: SourceModule = { file, text, lineOf: lineTable(text) };
  interpreter.sources.set(file, source);
  const names: Namespace = new Map([["__name__", { kind: "value", value: { kind: "string", value: name } }]]);
  interpreter.modules.set(file, null);
  const defines = new Set(module.body.flatMap((each) => (each.kind === "class" ? each.name : [])));
  executeStatements(interpreter, module.body, { names, parent: null, source, isClass: false, defines });
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
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
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
    const whole = importDotted(interpreter, module, scope);
    scope.names.set(alias ?? first, alias === null ? whole.first : whole.last);
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
      scope.names.set(alias ?? name, found ?? submodule ?? UNKNOWN);
    } else if (owner.kind === "metaflow") {
      for (const each of STRUCTURAL_NAMES) scope.names.set(each, { kind: "metaflow", name: each });
    } else if (owner.kind === "module") {
      for (const [each, object] of publicNames(owner.names)) scope.names.set(each, object);
    } else scope.names.set(ANY_NAME, UNKNOWN);
  }
}

/** `import a.b.c`: each module becomes an attribute of the one before it; one without a file is a folder. */
function importDotted(interpreter: Interpreter, module: string, scope: Scope) {
  const parts = module.split(".");
  const objects = parts.map((_, index) => moduleObject(interpreter, parts.slice(0, index + 1).join("."), scope));
  const bound = scope.names.get(parts[0] as string);
  if (objects[0]?.kind === "unknown" && bound?.kind === "module") objects[0] = bound;
  for (let index = objects.length - 2; index >= 0; index--) {
    const inner = objects[index + 1] as PythonObject;
    if (inner.kind === "unknown") continue;
    if (objects[index]?.kind === "unknown") objects[index] = { kind: "module", names: new Map() };
    const outer = objects[index] as PythonObject;
    if (outer.kind === "module") outer.names.set(parts[index + 1] as string, inner);
  }
  return { first: objects[0] as PythonObject, last: objects.at(-1) as PythonObject };
}

/** What `from module import *` binds. */
function publicNames(names: Namespace): [string, PythonObject][] {
  const all = names.get("__all__");
  const listed = all?.kind === "value" && "items" in all.value ? all.value.items : null;
  if (!listed?.every((item) => item.kind === "string")) return [...names].filter(([each]) => !each.startsWith("_"));
  return listed.flatMap(({ value }): [string, PythonObject][] => {
    const object = names.get(value);
    return object ? [[value, object]] : [];
  });
}

/** Stands for the names that a module brings of which nothing is known. */
const ANY_NAME = "*";

/** Whether nothing binds a name that was read so far. */
export function isUnbound(scope: Scope, name: string): boolean {
  return lookUp(scope, name) === null && lookUp(scope, ANY_NAME) === null;
}

/** Whether a name is bound nowhere yet, but by a class statement further down. */
export function isDefinedLater(scope: Scope, name: string): boolean {
  if (!isUnbound(scope, name)) return false;
  for (let at: Scope | null = scope; at; at = at.parent) if (at.defines?.has(name)) return true;
  return false;
}

function submoduleOf(interpreter: Interpreter, module: string, name: string, scope: Scope): PythonObject | null {
  const separator = module.endsWith(".") ? "" : ".";
  const found = moduleObject(interpreter, `${module}${separator}${name}`, scope);
  return found.kind === "unknown" ? null : found;
}

/** The attribute of a module object, or `null` when it is not known to have one. */
export function memberOfModule(owner: PythonObject, name: string): PythonObject | null {
  if (owner.kind === "module") return owner.names.get(name) ?? null;
  if (owner.kind === "standard") return standardMember(owner.name, name);
  if (owner.kind !== "metaflow") return null;
  const path = owner.name === "" ? `metaflow.${name}` : `${owner.name}.${name}`;
  if (METAFLOW_MODULES.has(path) || [...METAFLOW_MODULES].some((module) => module.startsWith(`${path}.`)))
    return { kind: "metaflow", name: path };
  return STRUCTURAL_NAMES.has(name) ? { kind: "metaflow", name } : null;
}

function moduleObject(interpreter: Interpreter, module: string, scope: Scope): PythonObject {
  if (METAFLOW_MODULES.has(module)) return { kind: "metaflow", name: module };
  const standard = standardModule(module);
  if (standard) return standard;
  const read = interpreter.readModule?.(module, scope.source.file);
  if (read === null || read === undefined) return UNKNOWN;
  const { file, text } =
    typeof read === "string" ? { file: `${module.replace(/^\.+/, "").replaceAll(".", "/")}.py`, text: read } : read;
  const known = interpreter.modules.get(file);
  if (known === null) return UNKNOWN;
  return { kind: "module", names: known ?? executeModule(interpreter, text, file, module) };
}
