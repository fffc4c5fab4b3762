import * as codes from "../../diagnostics/codes.generated.ts";
import type { DiagnosticText } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { createIndentation, type Indentation, type IndentationFault } from "../indentation.ts";
import { createBase, createLexer, type Frame, type Lexer } from "../lexer.ts";
import type { Patch } from "../patches.ts";
import type { Role } from "../words.ts";
import * as After from "./after.ts";
import type { FunctionBody, Hideable } from "./quarantine.ts";

/** Something that no Python accepts. */
export interface Fault {
  readonly text: DiagnosticText;
  readonly span: Span;
  /** A text that certainly lacks, and where. */
  readonly missing?: { readonly at: number; readonly text: string } | undefined;
}

/** So many faults are told; lines with further ones are hidden from the grammar, whose recovery is slow. */
export const MOST_FAULTS = 20;

/** The logical line that is being read. */
export interface Line {
  /** Offset of its first token, and of the text's line that this stands in. */
  start: number;
  margin: number;
  tokens: number;
  /** The first word (after `async`) and where it ends. */
  head: string;
  headEnd: number;
  /** The same for the statement at hand, where several share the line, and its number of tokens. */
  verb: string;
  verbFrom: number;
  since: number;
  /** Offset of the `in` of a `for` statement. */
  inFrom: number;
  /** Colons outside brackets. */
  colons: number;
  /** Whether what stands before the first colon is to be hidden. */
  masksHeader: boolean;
  faults: number;
  /** How many of the faults the grammar does not see, since the text that it reads was mended. */
  mended: number;
  tooDeep: boolean;
  /** What is wrong with its indentation. */
  misplaced: IndentationFault;
  /** How much of `@a.b(…)` was read: after `@` or `.`, after a name, after the call; 3 when it is something else. */
  decorator: number;
  /** The expression at hand outside brackets. */
  base: Frame;
  /** Lambdas whose colon has not come yet. */
  readonly lambdas: { readonly from: number; readonly level: number }[];
  /** The first of the lines with decorators inside a bracket: perhaps the bracket should have ended before. */
  anchor: { readonly offset: number; readonly end: number; readonly depth: number } | null;
  /** The token before: what it leaves, its last operator character (0 for words and literals), its place, its word. */
  after: number;
  last: number;
  lastFrom: number;
  lastEnd: number;
  lastWord: string;
  lastRole: Role | undefined;
}

/** All that is known at a token: what the text was so far, and what was found wrong and replaced. */
export interface Reading {
  readonly text: string;
  readonly lexer: Lexer;
  readonly indentation: Indentation;
  readonly patches: Patch[];
  readonly decorators: Patch[];
  readonly faults: Fault[];
  faultCount: number;
  python2: boolean;
  /** Whether a string took the rest of the file. */
  swallowed: boolean;
  /** What the line before leaves to the next one: whether it ended with a colon, which word began it, whether it was faulty. */
  opens: boolean;
  opener: string;
  openerSpan: Span;
  forgiven: boolean;
  /** How far the line before is indented, in characters, where it is a decorator; -1 otherwise. */
  decorates: number;
  body: FunctionBody | null;
  /** What of bodies without a fault could be hidden. */
  readonly bodies: Hideable[];
  line: Line;
}

const createLine = (lastEnd: number): Line => ({
  start: -1,
  margin: 0,
  tokens: 0,
  head: "",
  headEnd: 0,
  verb: "",
  verbFrom: 0,
  since: 0,
  inFrom: -1,
  colons: 0,
  masksHeader: false,
  faults: 0,
  mended: 0,
  tooDeep: false,
  misplaced: null,
  decorator: -1,
  base: createBase(),
  lambdas: [],
  anchor: null,
  after: After.nothing,
  last: 0,
  lastFrom: 0,
  lastEnd,
  lastWord: "",
  lastRole: undefined,
});

/** Stands before the first token. */
export const createReading = (text: string): Reading => ({
  text,
  lexer: createLexer(text),
  indentation: createIndentation(text),
  patches: [],
  decorators: [],
  faults: [],
  faultCount: 0,
  python2: false,
  swallowed: false,
  opens: false,
  opener: "",
  openerSpan: { from: 0, to: 0 },
  forgiven: false,
  decorates: -1,
  body: null,
  bodies: [],
  line: createLine(0),
});

/** Forgets the line; blank lines cost nothing. */
export function nextLine(reading: Reading): void {
  if (reading.line.tokens > 0) reading.line = createLine(reading.line.lastEnd);
}

/** Notes a fault of the line. */
export function fault(
  reading: Reading,
  from: number,
  to: number,
  message: () => DiagnosticText,
  missing?: Fault["missing"],
): void {
  reading.line.faults++;
  reading.faultCount++;
  if (reading.faults.length < MOST_FAULTS) reading.faults.push({ text: message(), span: { from, to }, missing });
}

/** Notes one that is told only when it is the line's first: the others are mostly its consequences. */
function firstFault(reading: Reading, from: number, to: number, message: () => DiagnosticText): void {
  if (reading.line.faults === 0) return fault(reading, from, to, message);
  reading.line.faults++;
  reading.faultCount++;
}

/** The token at hand cannot stand here. */
export function unexpected(reading: Reading, hint: string): void {
  const { from, to } = reading.lexer;
  const found = reading.text.slice(from, Math.min(to, from + 40));
  firstFault(reading, from, to, () => codes.syntax_error({ problem: `\`${found}\` is not expected here`, hint }));
}

/** Told once a file: such files are full of it. */
export function oldPython(reading: Reading, from: number, to: number, what: string): void {
  const known = reading.python2;
  reading.python2 = true;
  if (!known) return firstFault(reading, from, to, () => codes.python2_syntax({ what }));
  reading.line.faults++;
  reading.faultCount++;
}
