import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic, type Place } from "../../diagnostics/diagnostic.ts";
import type { PyClass, PyDecorator } from "../../parser/ast.ts";
import type { Decorator } from "../decorator.ts";
import { deindentDocstring } from "../docstring.ts";
import { linearize } from "../lineage.ts";
import { FLOW_DECORATORS, REPEATABLE_DECORATORS } from "../metaflow-names.ts";
import type { ClassObject, PythonObject, Scope } from "../objects.ts";
import { placeOf } from "./calls.ts";
import { withoutCopy } from "./decorator-edits.ts";
import { decoratorText, resolveDecorator } from "./decorators.ts";
import { evaluateObject } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { executeStatements } from "./statements.ts";

/** Executes a class statement and binds its name. */
export function executeClass(interpreter: Interpreter, definition: PyClass, scope: Scope): void {
  const place: Place = { file: scope.source.file, span: definition.nameSpan };
  const bases: ClassObject[] = [];
  const metaflowBases = new Set<string>();
  const unknownBases: { place: Place; text: string }[] = [];
  for (const { form, value } of definition.bases) {
    if (form === "keyword") continue;
    const base = evaluateObject(interpreter, value, scope);
    if (base.kind === "class") bases.push(base.class);
    else if (base.kind === "metaflow") metaflowBases.add(base.name);
    else if (!(value.kind === "name" && BUILT_IN_BASES.has(value.name))) {
      unknownBases.push({
        place: placeOf(value, scope),
        text: scope.source.text.slice(value.span.from, value.span.to),
      });
    }
  }
  const order = linearize(bases);
  if (!order) interpreter.report(diagnostic(codes.inconsistent_bases({ class: definition.name }), place));
  const inherited = order ?? bases;
  for (const base of inherited) for (const name of base.metaflowBases) metaflowBases.add(name);
  const lineage: ClassObject[] = [];
  const members = new Map<string, PythonObject>();
  const computed: Place[] = [];
  const skipped: Place[] = [];
  let object: ClassObject = {
    name: definition.name,
    definition,
    source: scope.source,
    place,
    doc: deindentDocstring(definition.docstring?.value ?? null),
    lineage,
    metaflowBases,
    unknownBases: [...unknownBases, ...inherited.flatMap((base) => base.unknownBases)],
    members,
    computed,
    skipped,
    late: new Map(),
    decorators: [],
    mutators: [],
    foreign: [],
  };
  executeStatements(interpreter, definition.body, {
    names: members,
    parent: scope,
    source: scope.source,
    isClass: true,
    computed,
    skipped,
  });
  lineage.push(...inherited);
  for (const decorator of definition.decorators.toReversed()) object = decorate(interpreter, object, decorator, scope);
  lineage.unshift(object);
  interpreter.classes.push(object);
  scope.names.set(definition.name, { kind: "class", class: object });
}

const BUILT_IN_BASES: ReadonlySet<string> = new Set(["object", "ABC", "Generic", "Protocol"]);

function decorate(interpreter: Interpreter, owner: ClassObject, decorator: PyDecorator, scope: Scope): ClassObject {
  const applied = resolveDecorator(interpreter, decorator.expression, scope);
  const place: Place = { file: scope.source.file, span: decorator.span };
  switch (applied.kind) {
    case "metaflow":
      return addDecorator(interpreter, owner, { name: applied.name, arguments: [], place });
    case "decorator":
      return addDecorator(interpreter, owner, { ...applied.decorator, place });
    case "class":
      return { ...owner, mutators: [...owner.mutators, { name: applied.class.name, arguments: [], place }] };
    case "user-decorator":
      return { ...owner, mutators: [...owner.mutators, { ...applied.decorator, place }] };
    default:
      return {
        ...owner,
        foreign: [...owner.foreign, { name: decoratorText(decorator.expression, scope), arguments: [], place }],
      };
  }
}

function addDecorator(interpreter: Interpreter, owner: ClassObject, decorator: Decorator): ClassObject {
  const { name, place } = decorator;
  if (!FLOW_DECORATORS.has(name)) {
    interpreter.report(diagnostic(codes.step_decorator_on_flow({ decorator: name, flow: owner.name }), place));
    return owner;
  }
  const all = [...owner.lineage, owner].flatMap((each) => each.decorators);
  const other = REPEATABLE_DECORATORS.has(name) ? undefined : all.find((each) => each.name === name);
  if (other) {
    interpreter.report(
      diagnostic(codes.duplicate_flow_decorator({ decorator: name, flow: owner.name }), place, {
        labels: [{ place: other.place, message: "the other one" }],
        edits: withoutCopy(owner.source, owner.definition.decorators, place, other.place),
      }),
    );
    return owner;
  }
  return { ...owner, decorators: [...owner.decorators, decorator] };
}
