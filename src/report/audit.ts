import type { Place } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { ClassObject } from "../ir/objects.ts";
import type { PyClass, PyDict, PyExpression, PyFunction, PyStatement } from "../parser/ast.ts";
import type { ReportLine } from "./report.ts";

/** What the audit compares: the classes as they stand in the syntax tree, and what was said about them. */
export interface AuditInput {
  readonly owner: ClassObject;
  readonly lines: readonly ReportLine[];
  /** Places of all diagnostics: what was complained about was not lost in silence. */
  readonly complaints: readonly Place[];
}

const STRUCTURAL = new Set(["Parameter", "IncludeFile", "Config"]);

/** Whether anything was said about a range of a class's file. */
type IsKnown = (span: Span) => boolean;

/**
 * Counts what the flow's classes hold by a walk over the syntax tree that shares nothing with the analysis, and gives
 * what neither the report nor a diagnostic speaks of. An empty list is what it should always be.
 */
export function auditReport({ owner, lines, complaints }: AuditInput): string[] {
  const reported = spansByFile(lines);
  const missing: string[] = [];
  const defined = new Set<string>();
  for (const { definition, source, skipped } of owner.lineage) {
    const spans = reported.get(source.file);
    const isReported: IsKnown = (span) => spans?.has(key(span)) === true;
    const isKnown: IsKnown = (span) =>
      isReported(span) ||
      complaints.some(
        ({ file, span: other }) => file === source.file && other.from >= span.from && other.to <= span.to,
      );
    const said: Said = { text: source.text, stepNames: stepNamesIn(source.text), isReported, isKnown };
    // Of those of base classes, Metaflow takes over its own only.
    if (definition === owner.definition) {
      const lost = definition.decorators.filter(({ span }) => !isKnown(span));
      missing.push(
        ...lost.map(({ span }) => `decorator ${source.text.slice(span.from, span.to)} of ${definition.name}`),
      );
    }
    const isSkipped = ({ span }: PyStatement): boolean =>
      skipped.some((place) => place.span.from <= span.from && span.to <= place.span.to);
    for (const [name, statement] of lastBindings(definition, isSkipped)) {
      if (defined.has(name)) continue;
      defined.add(name);
      // What takes a step's place behind the class is told of there.
      if (statement === null || owner.late.has(name)) continue;
      if (statement.kind === "function") missing.push(...unreportedOfFunction(statement, said));
      else if (statement.kind === "assign" && statement.value && !isKnown(statement.value.span)) {
        if (isParameter(statement.value, source.text)) missing.push(`parameter ${name}`);
      }
    }
  }
  return missing;
}

/** What a class's file holds, and whether anything was said about a range of it. */
interface Said {
  readonly text: string;
  /** What `step` is called in it. */
  readonly stepNames: readonly string[];
  readonly isReported: IsKnown;
  readonly isKnown: IsKnown;
}

/** By what a line ends in where it gives `step` another name: found at once, unlike the name before it. */
const ALIASING = /=\s*(?:\w+\.)?step\s*$/m;

function stepNamesIn(text: string): string[] {
  const imported = text.matchAll(/\bstep\s+as\s+(\w+)/g);
  const assigned = ALIASING.test(text) ? text.matchAll(/\b(\w+)\s*=\s*(?:\w+\.)?step\s*$/gm) : [];
  return ["step", ...[...imported, ...assigned].flatMap(([, alias]) => alias ?? [])];
}

function unreportedOfFunction(step: PyFunction, said: Said): string[] {
  const { isReported, isKnown } = said;
  if (isReported(step.nameSpan))
    return [...unreportedDecorators(step, said), ...unreportedEdges(step, isReported, isKnown)];
  const isMarked = step.decorators.some(({ expression }) => lastName(expression) === "step");
  return isMarked && !isKnown(step.span) ? [`step ${step.name}`] : [];
}

function isParameter(value: PyExpression, text: string): boolean {
  // What a parameter gives when it is called is none.
  if (value.kind !== "call" || value.callee.kind === "call") return false;
  const maker = lastName(value);
  return maker !== null && (STRUCTURAL.has(maker) || derivedMakers(text).has(maker));
}

/** Names of classes of a file that are derived from `Parameter` or the like. */
function derivedMakers(text: string): ReadonlySet<string> {
  const derived = new Set<string>();
  for (const [, name = "", bases = ""] of text.matchAll(/^[ \t]*class\s+(\w+)\s*\(([^)]*)\)/gm))
    if (bases.split(/\W+/).some((base) => STRUCTURAL.has(base) || derived.has(base))) derived.add(name);
  return derived;
}

/** The statement that binds each name last in a class's body; `null` where it gets a part of what is unpacked. */
function lastBindings(
  definition: PyClass,
  isSkipped: (statement: PyStatement) => boolean,
): Map<string, PyStatement | null> {
  const latest = new Map<string, PyStatement | null>();
  for (const statement of flatten(definition)) {
    if (isSkipped(statement)) continue;
    for (const name of boundNames(statement)) latest.set(name, statement);
    for (const name of unpackedNames(statement)) latest.set(name, null);
    if (statement.kind === "delete")
      for (const target of statement.targets) if (target.kind === "name") latest.delete(target.name);
  }
  return latest;
}

function spansByFile(lines: readonly ReportLine[]): ReadonlyMap<string, ReadonlySet<number>> {
  const files = new Map<string, Set<number>>();
  for (const { file, span } of lines.map(({ place }) => place)) {
    const spans = files.get(file) ?? new Set();
    files.set(file, spans.add(key(span)));
  }
  return files;
}

/** One number for both ends: texts are shorter than 64 million characters. */
const key = ({ from, to }: Span): number => from * 0x4000000 + to;

/** Statements of a class's body, those inside conditions and loops included. */
function flatten({ body }: Pick<PyClass, "body">): PyStatement[] {
  return body.flatMap((statement): PyStatement[] => {
    switch (statement.kind) {
      case "if":
        return [...flatten({ body: statement.body }), ...flatten({ body: statement.orElse })];
      case "try":
        return [statement.body, ...statement.handlers, statement.orElse, statement.finalBody].flatMap((each) =>
          flatten({ body: each }),
        );
      case "block":
        return statement.bodies.flatMap((each) => flatten({ body: each }));
      default:
        return [statement];
    }
  });
}

function unpackedNames(statement: PyStatement): string[] {
  if (statement.kind !== "assign") return [];
  return statement.targets.flatMap((target) =>
    target.kind === "tuple" || target.kind === "list"
      ? target.items.flatMap((item) => (item.kind === "name" ? [item.name] : []))
      : [],
  );
}

function boundNames(statement: PyStatement): string[] {
  if (statement.kind === "function" || statement.kind === "class") return [statement.name];
  if (statement.kind !== "assign" || statement.value === null || statement.operator !== "=") return [];
  return statement.targets.flatMap((target) => (target.kind === "name" ? [target.name] : []));
}

function lastName(expression: PyExpression): string | null {
  if (expression.kind === "call") return lastName(expression.callee);
  if (expression.kind === "attribute" || expression.kind === "name") return expression.name;
  return null;
}

/** What stands below an upper `@step` is dropped by Metaflow itself. */
function unreportedDecorators(step: PyFunction, { text, stepNames, isKnown }: Said): string[] {
  const marks = step.decorators.filter(({ expression }) => stepNames.includes(lastName(expression) ?? ""));
  const [upper] = marks;
  const isDropped = (span: Span): boolean => upper !== undefined && marks.length > 1 && span.from > upper.span.from;
  const unreported = step.decorators.filter(
    ({ expression, span }) =>
      !marks.some((mark) => mark.span === span) &&
      lastName(expression) !== "staticmethod" &&
      !isDropped(span) &&
      !isKnown(span),
  );
  // One decorator made it a step: where none is called so, it goes by another name.
  const lost = marks.length > 0 ? unreported : unreported.slice(1);
  return lost.map(({ span }) => `decorator ${text.slice(span.from, span.to)} of ${step.name}`);
}

function unreportedEdges(step: PyFunction, isReported: IsKnown, isKnown: IsKnown): string[] {
  const { last } = step;
  if (last?.kind !== "expression-statement" || last.expression.kind !== "call") return [];
  const { callee, args } = last.expression;
  const isSelf = callee.kind === "attribute" && callee.object.kind === "name" && callee.object.name === "self";
  if (!isSelf || callee.name !== "next" || isKnown(last.span)) return [];
  const targets = args.flatMap(({ form, value }): PyExpression[] => {
    if (form !== "positional") return [];
    return value.kind === "dict" ? valuesOf(value) : [value];
  });
  const named = targets.flatMap((target) => (target.kind === "attribute" ? [target] : []));
  const known = new Set(named.filter(({ nameSpan }) => isReported(nameSpan)).map(({ name }) => name));
  // A target that is named again elsewhere in the call is not lost.
  return named.filter(({ name }) => !known.has(name)).map(({ name }) => `transition ${step.name} → ${name}`);
}

/** Of two entries with one key the later holds; to Python, `1`, `1.0` and `True` are one key. */
function valuesOf({ entries }: PyDict): PyExpression[] {
  const byKey = new Map<unknown, PyExpression>();
  for (const { key, value } of entries) byKey.set(keyOf(key), value);
  return [...byKey.values()];
}

function keyOf(key: PyExpression | null): unknown {
  if (key?.kind === "number") return Number(key.value);
  if (key?.kind === "constant" && typeof key.value === "boolean") return Number(key.value);
  return key?.kind === "string" ? key.value : key;
}
