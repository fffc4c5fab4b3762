import type { Place } from "../diagnostics/diagnostic.ts";
import type { PyClass, PyExpression, PyFunction, PyStatement } from "../parser/ast.ts";
import type { ClassObject } from "../ir/objects.ts";
import type { ReportLine } from "./report.ts";

/** What the audit compares: the classes as they stand in the syntax tree, and what was said about them. */
export interface AuditInput {
  readonly owner: ClassObject;
  readonly lines: readonly ReportLine[];
  /** Places of all diagnostics: what was complained about was not lost in silence. */
  readonly complaints: readonly Place[];
}

const STRUCTURAL = new Set(["Parameter", "IncludeFile", "Config"]);

/**
 * Counts what the flow's classes hold by a walk over the syntax tree that shares nothing with the analysis, and gives
 * what neither the report nor a diagnostic speaks of. An empty list is what it should always be.
 */
export function auditReport({ owner, lines, complaints }: AuditInput): string[] {
  const reported = new Set(lines.map(({ place }) => key(place)));
  const edges = new Set(lines.filter(({ construct }) => construct === "edge").map((line) => line.name));
  const missing: string[] = [];
  const defined = new Set<string>();
  for (const { definition, source } of owner.lineage) {
    const isKnown = (from: number, to: number): boolean =>
      reported.has(key({ file: source.file, span: { from, to } })) ||
      complaints.some(({ file, span }) => file === source.file && span.from >= from && span.to <= to);
    const latest = new Map<string, PyStatement>();
    for (const statement of flatten(definition)) {
      const name = boundName(statement);
      if (name !== null) latest.set(name, statement);
    }
    for (const [name, statement] of latest) {
      if (defined.has(name)) continue;
      defined.add(name);
      if (statement.kind === "function") {
        const isStep = reported.has(key({ file: source.file, span: statement.nameSpan }));
        if (isStep) missing.push(...unreportedDecorators(statement, source.text, isKnown), ...unreportedEdges(statement, edges, name));
        else if (statement.decorators.some(({ expression }) => lastName(expression) === "step") && !isKnown(statement.span.from, statement.span.to)) {
          missing.push(`step ${name}`);
        }
      } else if (statement.kind === "assign" && statement.value && STRUCTURAL.has(lastName(statement.value) ?? "")) {
        const { from, to } = statement.value.span;
        if (statement.value.kind === "call" && !isKnown(from, to)) missing.push(`parameter ${name}`);
      }
    }
  }
  return missing;
}

function key({ file, span }: Place): string {
  return `${file} ${span.from} ${span.to}`;
}

/** Statements of a class's body, those inside conditions and loops included. */
function flatten({ body }: Pick<PyClass, "body">): PyStatement[] {
  return body.flatMap((statement): PyStatement[] => {
    switch (statement.kind) {
      case "if":
        return [...flatten({ body: statement.body }), ...flatten({ body: statement.orElse })];
      case "try":
        return [statement.body, ...statement.handlers, statement.orElse, statement.finalBody].flatMap((each) => flatten({ body: each }));
      case "block":
        return statement.bodies.flatMap((each) => flatten({ body: each }));
      default:
        return [statement];
    }
  });
}

function boundName(statement: PyStatement): string | null {
  if (statement.kind === "function" || statement.kind === "class") return statement.name;
  if (statement.kind !== "assign" || statement.value === null) return null;
  const [target] = statement.targets;
  return target?.kind === "name" ? target.name : null;
}

function lastName(expression: PyExpression): string | null {
  if (expression.kind === "call") return lastName(expression.callee);
  if (expression.kind === "attribute" || expression.kind === "name") return expression.name;
  return null;
}

/** Decorators above the last `@step`: what stands below an upper `@step` is dropped by Metaflow itself. */
function unreportedDecorators(step: PyFunction, text: string, isKnown: (from: number, to: number) => boolean): string[] {
  const upper = step.decorators.findIndex(({ expression }) => lastName(expression) === "step");
  const counted = upper < 0 ? step.decorators : step.decorators.filter((_, index) => index !== upper);
  return counted
    .filter(({ expression, span }, index) => {
      const isBelowUpperStep = upper >= 0 && index >= upper && step.decorators.slice(upper + 1).some((each) => lastName(each.expression) === "step");
      return !isBelowUpperStep && !isStepMark(expression) && !isKnown(span.from, span.to);
    })
    .map(({ span }) => `decorator ${text.slice(span.from, span.to)} of ${step.name}`);
}

function isStepMark(expression: PyExpression): boolean {
  return ["step", "staticmethod"].includes(lastName(expression) ?? "");
}

function unreportedEdges(step: PyFunction, edges: ReadonlySet<string>, name: string): string[] {
  const last = step.body.at(-1);
  if (last?.kind !== "expression-statement" || last.expression.kind !== "call") return [];
  const { callee, args } = last.expression;
  const isNext = callee.kind === "attribute" && callee.name === "next" && callee.object.kind === "name" && callee.object.name === "self";
  if (!isNext) return [];
  const targets = args.flatMap(({ form, value }): string[] => {
    if (form !== "positional") return [];
    if (value.kind === "attribute") return [value.name];
    return value.kind === "dict" ? value.entries.flatMap((entry) => (entry.value.kind === "attribute" ? [entry.value.name] : [])) : [];
  });
  return targets.map((target) => `${name} → ${target}`).filter((edge) => !edges.has(edge)).map((edge) => `transition ${edge}`);
}
