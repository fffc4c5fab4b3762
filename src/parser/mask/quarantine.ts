import { dropPatches, FILLER, type Patch } from "../patches.ts";
import type { Line, Reading } from "./reading.ts";

/** A logical line in the body of a function. */
interface BodyLine {
  readonly start: number;
  readonly end: number;
  /** Where the text's line begins that it begins in. */
  readonly margin: number;
  readonly isFaulty: boolean;
  readonly opens: boolean;
}

/** The outermost function whose body is being read. */
export interface FunctionBody {
  /** How far its `def` is indented, in characters. */
  readonly indent: number;
  first: BodyLine | null;
  last: BodyLine | null;
  isFaulty: boolean;
}

const boundary = /^(?:@|(?:async|class|def)\b)/;
const transition = /^self\s*\.\s*next\b/;

/** Takes note of a logical line that has ended, for the function that it belongs to or begins. */
export function noteLine(reading: Reading, line: Line, opens: boolean): void {
  const { text } = reading;
  const indent = line.start - line.margin;
  const isFaulty = line.faults > line.mended;
  const { body } = reading;
  if (body !== null && indent <= body.indent && (!isFaulty || boundary.test(text.slice(line.start, line.start + 6)))) {
    closeBody(reading, line.margin);
  }
  if (reading.body === null) {
    const isFunction = line.head === "def" && opens && !isFaulty;
    if (isFunction) reading.body = { indent, first: null, last: null, isFaulty: false };
    return;
  }
  const noted: BodyLine = { start: line.start, end: line.lastEnd, margin: line.margin, isFaulty, opens };
  reading.body.first ??= noted;
  reading.body.last = noted;
  reading.body.isFaulty ||= isFaulty;
}

/**
 * At the end of a function: where something in its body cannot be read, the body is hidden from the grammar, but for a
 * plain first and last line (its docstring and its transition). The grammar recovers from a fault by more than the text
 * around it, so that a tree with one is nothing to go on from at the next keystroke; and nothing else of a body matters.
 */
export function closeBody(reading: Reading, end: number): void {
  const { body, text } = reading;
  reading.body = null;
  if (!body?.first || !body.last) return;
  const { first, last, indent, isFaulty } = body;
  const column = first.start - first.margin;
  const isTransition = last.isFaulty && transition.test(text.slice(last.start, last.start + 40));
  if (isTransition || column <= indent) return;
  const keepsFirst = !first.isFaulty && !first.opens;
  const keepsLast = last !== first && !last.isFaulty && !last.opens && last.start - last.margin === column;
  const from = keepsFirst ? first.end : first.start;
  const to = keepsLast ? last.margin : end;
  if (to <= from) return;
  if (!isFaulty) {
    reading.bodies.push({ start: first.start, from, to, keepsFirst });
    return;
  }
  hide(reading.patches, hiding(text, { start: first.start, from, to, keepsFirst }));
  dropPatches(reading.decorators, from);
}

/** The part of a function's body that can be hidden from the grammar. */
export interface Hideable {
  /** Where the body's first statement begins. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  /** Whether a statement of the body stands before it. */
  readonly keepsFirst: boolean;
}

/** What hides a body: blanks, behind a name where nothing else is left of the body. */
export function hiding(text: string, { from, to, keepsFirst }: Hideable): Patch {
  const blank = text.slice(from, to).replace(/[^\n]/g, " ");
  return { from, to, text: keepsFirst ? blank : FILLER + blank.slice(1) };
}

/** Puts a patch in the place of those that it covers, before those that come behind it. */
function hide(patches: Patch[], patch: Patch): void {
  let at = patches.length;
  while (at > 0 && (patches[at - 1] as Patch).from >= patch.from) at--;
  const behind = patches.slice(at).filter(({ from }) => from >= patch.to);
  patches.splice(at, patches.length - at, patch, ...behind);
}
