import * as codes from "../../diagnostics/codes.generated.ts";
import { diagnostic, type Place } from "../../diagnostics/diagnostic.ts";
import type { PyCall, PyClass, PyDecorator, PyExpression } from "../../parser/ast.ts";
import type { Decorator } from "../decorator.ts";
import { deindentDocstring } from "../docstring.ts";
import { linearize } from "../lineage.ts";
import { FLOW_DECORATORS, REPEATABLE_DECORATORS } from "../metaflow-names.ts";
import { type ClassObject, type PythonObject, type Scope, UNKNOWN } from "../objects.ts";
import { placeOf } from "./calls.ts";
import { withoutCopy } from "./decorator-edits.ts";
import { decoratorText, resolveDecorator } from "./decorators.ts";
import { evaluateObject, evaluateValue } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { elementsOf } from "./iterables.ts";
import { asMetaclass, metaclassOf } from "./metaclasses.ts";
import { isDefinedLater } from "./module.ts";
import { executeStatements } from "./statements.ts";

/** Executes a class statement and binds its name. */
export function executeClass(interpreter: Interpreter, definition: PyClass, scope: Scope): void {
  const given = definition.bases.find(({ form, name }) => form === "keyword" && name === "metaclass")?.value;
  const bases = definition.bases.flatMap(({ form, value }): Base[] => {
    if (form !== "positional" && form !== "star") return [];
    if (value.kind === "name" && isDefinedLater(scope, value.name)) {
      const text = codes.base_defined_later({ class: definition.name, base: value.name });
      interpreter.report(diagnostic(text, placeOf(value, scope)));
      interpreter.stops = true;
      return [];
    }
    const object = evaluateObject(interpreter, value, scope);
    const several = form === "star" ? elementsOf(object) : null;
    return (several ?? [form === "star" ? UNKNOWN : object]).map((each) => ({ object: each, expression: value }));
  });
  const metaclass = given && evaluateObject(interpreter, given, scope);
  let object = createClass(interpreter, { definition, bases, metaclass, scope }, (made) => {
    const { members, computed, skipped } = made;
    const inner: Scope = { names: members, parent: scope, source: scope.source, isClass: true, computed, skipped };
    executeStatements(interpreter, definition.body, inner);
  });
  const [, ...inherited] = object.lineage;
  for (const decorator of definition.decorators.toReversed()) object = decorate(interpreter, object, decorator, scope);
  Object.assign(object, { lineage: [object, ...inherited] });
  interpreter.classes.push(object);
  scope.names.set(definition.name, { kind: "class", class: object });
}

/** `type(name, bases, members)`. */
export function makeClass(interpreter: Interpreter, call: PyCall, scope: Scope): PythonObject {
  const [first, second, third] = call.args.map(({ value }) => value) as [PyExpression, PyExpression, PyExpression];
  const name = evaluateValue(first, scope);
  const parents = evaluateObject(interpreter, second, scope);
  const members = evaluateObject(interpreter, third, scope);
  const bases = elementsOf(parents);
  if (name.kind !== "string" || !bases || members.kind !== "value" || members.value.kind !== "dict") return UNKNOWN;
  const { entries } = members.value;
  const expressions = second.kind === "tuple" && second.items.length === bases.length ? second.items : null;
  const definition: PyClass = {
    kind: "class",
    name: name.value,
    nameSpan: first.span,
    bases: [],
    decorators: [],
    docstring: null,
    body: [],
    span: call.span,
  };
  const object = createClass(
    interpreter,
    {
      definition,
      bases: bases.map((each, index) => ({ object: each, expression: expressions?.[index] ?? second })),
      metaclass: undefined,
      scope,
    },
    (made) => {
      const objects = members.parts ?? entries.map(({ value }) => ({ kind: "value", value }) as const);
      entries.forEach(({ key }, index) => {
        const member = objects[index] ?? UNKNOWN;
        if (key.kind === "string") made.members.set(key.value, member);
        else made.computed.push(placeOf(third, scope));
      });
    },
  );
  interpreter.classes.push(object);
  return { kind: "class", class: object };
}

/** A base class, and the expression that names it. */
interface Base {
  readonly object: PythonObject;
  readonly expression: PyExpression;
}

interface ClassParts {
  readonly definition: PyClass;
  readonly bases: readonly Base[];
  readonly metaclass: PythonObject | undefined;
  readonly scope: Scope;
}

/** A class with these bases; `fill` gives it its members. */
function createClass(
  interpreter: Interpreter,
  { definition, bases, metaclass, scope }: ClassParts,
  fill: (object: ClassObject) => void,
): ClassObject {
  const { source } = scope;
  const place: Place = { file: source.file, span: definition.nameSpan };
  const classes = bases.flatMap(({ object }) => (object.kind === "class" ? [object.class] : []));
  const others = bases.flatMap(({ object }) =>
    object.kind === "metaflow" || object.kind === "standard" ? [object.name] : [],
  );
  const metaflowBases = new Set(bases.flatMap(({ object }) => (object.kind === "metaflow" ? [object.name] : [])));
  const unknownBases = bases
    .filter(({ object }) => !["class", "metaflow", "standard"].includes(object.kind))
    .map(({ expression }) => ({
      place: placeOf(expression, scope),
      text: source.text.slice(expression.span.from, expression.span.to),
    }));
  const order = isObjectFirst(bases) ? null : linearize(classes);
  if (!order) interpreter.report(diagnostic(codes.inconsistent_bases({ class: definition.name }), place));
  const inherited = order ?? classes;
  for (const base of inherited) for (const name of base.metaflowBases) metaflowBases.add(name);
  const allUnknown = [...unknownBases, ...inherited.flatMap((base) => base.unknownBases)];
  const found = metaclassOf({ classes, others, given: metaclass && givenMetaclass(metaclass) });
  if (found === "conflict" && allUnknown.length === 0)
    interpreter.report(diagnostic(codes.metaclass_conflict({ class: definition.name }), place));
  const lineage: ClassObject[] = [];
  const members = new Map<string, PythonObject>();
  const object: ClassObject = {
    name: definition.name,
    definition,
    source,
    place,
    doc: deindentDocstring(definition.docstring?.value ?? null),
    lineage,
    metaflowBases,
    metaclass: found === "conflict" || allUnknown.length > 0 ? null : found,
    asMetaclass: asMetaclass(`${source.file}:${place.span.from}`, classes, others),
    unknownBases: allUnknown,
    members,
    computed: [],
    skipped: [],
    late: new Map(),
    decorators: [],
    mutators: [],
    foreign: [],
  };
  fill(object);
  mangle(members, definition.name);
  lineage.push(object, ...inherited);
  return object;
}

function givenMetaclass(object: PythonObject): ClassObject | string | null {
  if (object.kind === "class") return object.class;
  return object.kind === "standard" ? object.name : null;
}

/** `object` is a base of every other class, so that it can only come last. */
function isObjectFirst(bases: readonly Base[]): boolean {
  const at = bases.findIndex(({ object }) => object.kind === "standard" && object.name === "object");
  return at >= 0 && at < bases.length - 1;
}

/** Names with two underscores in front are private: Python puts the name of the class before them. */
function mangle(members: Map<string, PythonObject>, className: string): void {
  const owner = className.replace(/^_+/, "");
  const isPrivate = (name: string): boolean => name.startsWith("__") && !name.endsWith("__");
  if (owner === "" || ![...members.keys()].some(isPrivate)) return;
  const all = [...members];
  members.clear();
  for (const [name, object] of all) members.set(isPrivate(name) ? `_${owner}${name}` : name, object);
}

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
