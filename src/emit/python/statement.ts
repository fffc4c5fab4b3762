import type { Expression } from "./expression.ts";
import { type Around, indentation, layOut, lineWidth } from "./print.ts";

/** A Python statement that is ready to print at any depth. */
export interface Statement {
  /** What the blank lines around it depend on. */
  readonly kind: "simple" | "compound" | "definition" | "import" | "comment" | "docstring" | "blank";
  /** Appends its lines. */
  readonly write: (lines: string[], depth: number) => void;
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

/** Appends the body of a compound statement; `pass` where it is empty. */
export function writeBody(lines: string[], depth: number, body: readonly Statement[], owner: "class" | "other" = "other"): void {
  if (!body.some((statement) => statement.kind !== "comment" && statement.kind !== "blank")) {
    writeStatements(lines, depth, [...body, fixed("pass")], owner);
  } else writeStatements(lines, depth, body, owner);
}

/** Appends statements with the blank lines that ruff wants between them. */
export function writeStatements(
  lines: string[],
  depth: number,
  statements: readonly Statement[],
  owner: "class" | "module" | "other" = "other",
): void {
  let previous: Statement | null = null;
  let wanted = 0;
  statements.forEach((statement, index) => {
    if (statement.kind === "blank") {
      wanted = 1;
      return;
    }
    if (previous) {
      const blank = Math.max(wanted, blankLines(previous, statement, statements.slice(index + 1), depth, owner));
      for (let i = 0; i < blank; i++) lines.push("");
    }
    statement.write(lines, depth);
    previous = statement;
    wanted = 0;
  });
}

function blankLines(
  previous: Statement,
  next: Statement,
  rest: readonly Statement[],
  depth: number,
  owner: "class" | "module" | "other",
): number {
  const around = depth === 0 ? 2 : 1;
  if (previous.kind === "comment") return next.kind === "comment" ? 0 : 0;
  if (previous.kind === "definition" || leadsToDefinition(next, rest)) return around;
  if (previous.kind === "import" && next.kind !== "import") return 1;
  return previous.kind === "docstring" && owner !== "other" ? 1 : 0;
}

/** Whether it is a definition, or a comment above one. */
export function leadsToDefinition(statement: Statement, rest: readonly Statement[]): boolean {
  if (statement.kind !== "comment") return statement.kind === "definition";
  return rest.find((other) => other.kind !== "comment")?.kind === "definition";
}
