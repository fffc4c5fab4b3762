import type { Expression } from "./expression.ts";
import { type Around, indentation, layOut, lineWidth } from "./print.ts";

/** A Python statement that is ready to print at any depth. */
export interface Statement {
  /** What the blank lines around it depend on. */
  readonly kind: "simple" | "compound" | "definition" | "import" | "comment" | "docstring" | "blank";
  /** Appends its lines. */
  readonly write: (lines: string[], depth: number) => void;
  /** Its last line belongs to a function or a class. */
  readonly endsInDefinition?: boolean;
  /** Writes an `if` statement as the `elif` of another. */
  readonly writeElse?: (lines: string[], depth: number) => void;
}

/** A statement of one line, or of one expression that may be broken. */
export function simple(around: Around, value: Expression, kind: Statement["kind"] = "simple"): Statement {
  return { kind, write: (lines, depth) => writeLine(lines, depth, around, value) };
}

/** A statement of one line that never breaks. */
export function fixed(text: string, kind: Statement["kind"] = "simple"): Statement {
  return { kind, write: (lines, depth) => void lines.push(indentation.repeat(depth) + text) };
}

/** Appends one line, broken where it is too long. */
export function writeLine(lines: string[], depth: number, around: Around, value: Expression): void {
  const margin = indentation.repeat(depth);
  for (const line of layOut(around, value, lineWidth - margin.length)) lines.push(margin + line);
}

/** What statements are the body of: blank lines differ. */
export type Owner = "module" | "class" | "function" | "block";

/** Appends the body of a compound statement; `pass` where it is empty. */
export function writeBody(lines: string[], depth: number, body: readonly Statement[], owner: Owner = "block"): void {
  const isEmpty = body.every((statement) => statement.kind === "comment" || statement.kind === "blank");
  writeStatements(lines, depth, isEmpty ? [...body, fixed("pass")] : body, owner);
}

/** Appends statements with the blank lines that ruff wants between them. */
export function writeStatements(lines: string[], depth: number, statements: readonly Statement[], owner: Owner): void {
  let previous: Statement | null = null;
  let wanted = 0;
  statements.forEach((statement, index) => {
    if (statement.kind === "blank") {
      wanted = 1;
      return;
    }
    const demanded = blankLines(previous, statement, statements.slice(index + 1), owner);
    const count = previous ? Math.max(wanted, demanded) : demanded;
    for (let i = 0; i < count; i++) lines.push("");
    statement.write(lines, depth);
    previous = statement;
    wanted = 0;
  });
}

function blankLines(previous: Statement | null, next: Statement, rest: readonly Statement[], owner: Owner): number {
  const leads = leadsToDefinition(next, rest);
  if (!previous) return owner === "block" && next.kind === "definition" ? 1 : 0;
  if (previous.kind === "comment") return 0;
  if (endsInDefinition(previous) || leads) return owner === "module" ? 2 : 1;
  if (previous.kind === "import" && next.kind !== "import") return 1;
  return previous.kind === "docstring" && (owner === "class" || owner === "module") ? 1 : 0;
}

/** Whether blank lines must follow it as they follow a function. */
export function endsInDefinition(statement: Statement | undefined): boolean {
  return statement?.kind === "definition" || statement?.endsInDefinition === true;
}

/** Whether it is a definition, or a comment above one. */
export function leadsToDefinition(statement: Statement, rest: readonly Statement[]): boolean {
  if (statement.kind !== "comment") return statement.kind === "definition";
  return rest.find((other) => other.kind !== "comment")?.kind === "definition";
}
