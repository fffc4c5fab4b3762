import * as Code from "../code.ts";
import * as Kind from "../kind.ts";
import type { Frame } from "../lexer.ts";
import { addPatch, blank } from "../patches.ts";
import type { Reading } from "./reading.ts";

/** The grammar breaks chains of operators or calls off at some 480 links, and the statement with them. */
const LONGEST_RUN = 450;

/** Ends the expression that was read inside a bracket, or outside all: one that is too long is hidden. */
export function endRun(reading: Reading, frame: Frame): void {
  if (frame.runLength > LONGEST_RUN) addPatch(reading.patches, blank(frame.runFrom, reading.line.lastEnd));
  frame.runFrom = -1;
  frame.runLength = 0;
}

const isComparison = (code: number, size: number): boolean =>
  size === 2 && (code === Code.equals || code === Code.bang || code === Code.less || code === Code.greater);

/** Whether the token at hand stands between expressions. */
function separates({ lexer, line, text }: Reading): boolean {
  const { kind, code, from, to } = lexer;
  if (kind === Kind.operator) {
    if (code === Code.comma || code === Code.colon || code === Code.semicolon) return true;
    return text.charCodeAt(to - 1) === Code.equals && !isComparison(code, to - from);
  }
  if (kind !== Kind.word) return false;
  const word = line.lastWord;
  if (word === "in" || word === "for" || word === "lambda") return true;
  return line.since === 0 && line.lastRole !== undefined && line.lastRole !== "value";
}

/** Counts the token at hand as a part of the expression inside `frame`. */
export function continueRun(reading: Reading, frame: Frame): void {
  if (separates(reading)) return endRun(reading, frame);
  const { kind, from } = reading.lexer;
  if (frame.runFrom < 0) frame.runFrom = from;
  const links = kind === Kind.operator || kind === Kind.close;
  if (links || (kind === Kind.word && reading.line.lastRole !== undefined)) frame.runLength++;
}
