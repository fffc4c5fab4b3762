import * as Code from "../code.ts";
import * as Kind from "../kind.ts";
import { type Frame, innermost } from "../lexer.ts";
import { addPatch, applyPatches } from "../patches.ts";
import * as After from "./after.ts";
import { readClose, readOpen, readUnterminated, reportUnclosed } from "./brackets.ts";
import { beginLine, endLine, endText } from "./lines.ts";
import { readOperator, trackDecorator } from "./operators.ts";
import type { Hideable } from "./quarantine.ts";
import { createReading, type Fault, oldPython, type Reading, unexpected } from "./reading.ts";
import { continueRun, endRun } from "./runs.ts";
import { beginValue, readNumber, readWord } from "./values.ts";

/** A text that the grammar can read, with the same offsets as the original. */
export interface Masked {
  readonly text: string;
  /** The text before whole decorators were replaced. */
  readonly inner: string;
  /** Where a decorator's expression was replaced because the grammar knows only `@a.b(…)`: its end by its start. */
  readonly decorators: ReadonlyMap<number, number>;
  readonly faults: readonly Fault[];
  /** What can be hidden where the grammar does not know something in a function's body. */
  readonly bodies: readonly Hideable[];
}

const definition = /^(?:async|def|class)$/;

/** Remembers where decorators begin that stand in an open bracket, for they belong to the definition below them. */
function trackAnchor({ lexer, line, text }: Reading, depth: number): void {
  if (lexer.code === Code.at) line.anchor ??= { offset: lexer.lineStart, end: line.lastEnd, depth };
  else if (line.anchor !== null && depth <= line.anchor.depth) {
    if (!definition.test(text.slice(lexer.from, lexer.to))) line.anchor = null;
  }
}

/** The grammar knows no t-strings: to it they are f-strings. */
function maskPrefix({ lexer, patches, text }: Reading): void {
  for (let at = lexer.from; at < lexer.to; at++) {
    if ((text.charCodeAt(at) | 32) === 116) addPatch(patches, { from: at, to: at + 1, text: "f" });
  }
}

function readStray(reading: Reading): void {
  const { lexer, line } = reading;
  if (lexer.code === Code.backtick) oldPython(reading, lexer.from, lexer.to, "a backtick");
  else unexpected(reading, "delete it");
  line.after = After.value;
}

/** Any token but a word. `opened` is the bracket that it closes. */
function readToken(reading: Reading, opened: Frame | null): void {
  const { lexer, line } = reading;
  line.lastWord = lexer.kind === Kind.operator ? line.lastWord : "";
  switch (lexer.kind) {
    case Kind.number:
      readNumber(reading);
      break;
    case Kind.string:
      beginValue(reading, After.string);
      break;
    case Kind.formatStart:
      beginValue(reading, After.string);
      maskPrefix(reading);
      break;
    case Kind.formatEnd:
      line.after = After.string;
      break;
    case Kind.open:
      readOpen(reading);
      break;
    case Kind.close:
      readClose(reading, opened);
      break;
    case Kind.unterminated:
      readUnterminated(reading);
      break;
    case Kind.stray:
      readStray(reading);
      break;
    case Kind.operator:
      readOperator(reading);
  }
  line.lastWord = "";
}

/** Reads the token at hand; false when the line was ended before it and it comes again. */
function readNext(reading: Reading, depth: number, top: Frame | undefined): boolean {
  const { lexer } = reading;
  const { frames, kind } = lexer;
  if (reading.line.tokens === 0) beginLine(reading);
  const { line } = reading;
  if (lexer.leads && depth > 0) trackAnchor(reading, depth);
  const opened = kind === Kind.close && top !== undefined && frames.length < depth ? top : null;
  if (kind === Kind.word) {
    if (!readWord(reading)) return false;
  } else readToken(reading, opened);
  if (opened !== null) endRun(reading, opened);
  const outer = kind === Kind.open || kind === Kind.formatStart ? top : innermost(frames);
  continueRun(reading, outer ?? line.base);
  if (line.decorator >= 0 && line.tokens > 0) trackDecorator(reading, Math.max(depth, frames.length));
  line.since++;
  line.tokens++;
  line.last = kind === Kind.word || kind === Kind.string || kind === Kind.number ? 0 : lexer.code;
  line.lastFrom = lexer.from;
  line.lastEnd = lexer.to;
  return true;
}

/**
 * Finds the faults that the grammar would misread or miss (unclosed brackets and strings, indentation, two values side
 * by side), and replaces the valid Python that it does not know by something alike that it does: the grammar then
 * sees neither. Takes a normalised text, and time linear in it.
 */
export function mask(text: string): Masked {
  const reading = createReading(text);
  const { lexer, patches, decorators } = reading;
  const { frames } = lexer;
  for (;;) {
    const depth = frames.length;
    const top = innermost(frames);
    lexer.next();
    if (lexer.idle.length > 0) {
      for (const at of lexer.idle) addPatch(patches, { from: at, to: at + 1, text: " " });
      lexer.idle.length = 0;
    }
    if (lexer.kind === Kind.end) break;
    if (lexer.kind === Kind.newline) endLine(reading);
    else readNext(reading, depth, top);
  }
  if (frames.length > 0 && !reading.swallowed) reportUnclosed(reading);
  endLine(reading);
  endText(reading);
  const inner = applyPatches(text, patches);
  return {
    text: applyPatches(inner, decorators),
    inner,
    decorators: new Map(decorators.map(({ from, to }) => [from, to])),
    faults: reading.faults,
    bodies: reading.bodies,
  };
}
