import * as codes from "../../diagnostics/codes.generated.ts";
import * as Code from "../code.ts";
import { type Frame, innermost, openingOf } from "../lexer.ts";
import { addPatch, blank, dropPatches } from "../patches.ts";
import { softWords } from "../words.ts";
import * as After from "./after.ts";
import { endLine } from "./lines.ts";
import { type Fault, fault, type Reading, unexpected } from "./reading.ts";

/** CPython refuses more brackets inside each other. */
const DEEPEST = 200;

const closing = new Map([
  [Code.parenOpen as number, ")"],
  [Code.bracketOpen, "]"],
  [Code.braceOpen, "}"],
]);

const isBracket = ({ type }: Frame): boolean => type === "bracket";

/** Where the innermost frame is that passes the test, -1 when there is none. */
function innermostIndex(frames: readonly Frame[], test: (frame: Frame) => boolean): number {
  let index = frames.length - 1;
  while (index >= 0 && !test(frames[index] as Frame)) index--;
  return index;
}

/** The innermost open bracket is never closed. */
export function reportUnclosed(reading: Reading): void {
  const { faults, lexer, text } = reading;
  const { frames } = lexer;
  const frame = frames[innermostIndex(frames, ({ type }) => type === "bracket" || type === "field")] as Frame;
  // What was found behind it is a consequence.
  while ((faults.at(-1)?.span.from ?? -1) > frame.at) {
    faults.pop() as Fault;
    reading.faultCount--;
  }
  const bracket = text[frame.at] as string;
  fault(reading, frame.at, frame.at + 1, () =>
    codes.unclosed_bracket({ bracket, closing: closing.get(frame.code) as string }),
  );
}

/**
 * A line begins with a word that cannot stand in the open brackets: reads it again, outside them. The statement before
 * it gets its closing brackets where there is room for them, and loses its content otherwise.
 */
export function recover(reading: Reading): void {
  const { lexer, line, patches } = reading;
  const { frames } = lexer;
  reportUnclosed(reading);
  const resume = line.anchor?.offset ?? lexer.lineStart;
  const end = line.anchor?.end ?? line.lastEnd;
  const outermost = frames[0] as Frame;
  dropPatches(patches, resume);
  const plain = frames.every(isBracket);
  if (plain && resume - 1 - end >= frames.length) {
    const text = frames.map(({ code }) => closing.get(code)).reverse();
    addPatch(patches, { from: end, to: end + frames.length, text: text.join("") });
  } else if (plain && end - outermost.at > 2) {
    addPatch(patches, blank(outermost.at + 1, end - 1));
    patches.push({ from: end - 1, to: end, text: closing.get(outermost.code) as string });
  } else addPatch(patches, blank(line.start, end));
  line.lastEnd = end;
  line.last = 0;
  endLine(reading);
  lexer.restart(resume);
}

/** An opening bracket, or the brace of a replacement field. */
export function readOpen(reading: Reading): void {
  const { lexer, line, text } = reading;
  const { frames } = lexer;
  const frame = innermost(frames) as Frame;
  const soft = line.since === 1 && softWords.has(line.verb);
  if (frame.type === "bracket" && frame.code === Code.braceOpen && line.after !== After.nothing && !soft) {
    unexpected(reading, "add the missing comma or operator before it");
  }
  if (frame.code === Code.bracketOpen) {
    frame.subscript = line.after !== After.nothing;
    const generic = line.head === "def" || line.head === "class" || line.head === "type";
    const named = line.lastFrom >= line.headEnd && text.slice(line.headEnd, line.lastFrom).trim() === "";
    frame.typeParameters = generic && frames.length === 1 && named;
  }
  if (frames.length > DEEPEST && !line.tooDeep) {
    line.tooDeep = true;
    fault(reading, lexer.from, lexer.to, codes.nesting_too_deep);
  }
  line.after = After.nothing;
}

/** A closing bracket; `opened` is what it closes, if it fits. */
export function readClose(reading: Reading, opened: Frame | null): void {
  const { lexer, line, patches, text } = reading;
  const { frames } = lexer;
  if (opened?.typeParameters) addPatch(patches, blank(opened.at + 1, lexer.from));
  else if (opened === null) {
    // It does not fit the innermost bracket: perhaps one further out.
    const code = openingOf(lexer.code) as number;
    const outer = line.tooDeep ? -1 : innermostIndex(frames, (frame) => frame.code === code && isBracket(frame));
    if (outer >= 0 && frames.slice(outer).every(isBracket)) {
      reportUnclosed(reading);
      frames.length = outer;
    } else {
      const bracket = text[lexer.from] as string;
      const opening = String.fromCharCode(code);
      fault(reading, lexer.from, lexer.to, () => codes.unmatched_bracket({ bracket, opening }));
      addPatch(patches, { from: lexer.from, to: lexer.to, text: " " });
      line.mended++;
    }
  }
  const { lambdas } = line;
  while ((lambdas.at(-1)?.level ?? 0) > frames.length) lambdas.pop();
  line.after = After.value;
}

/** A string without end: one in single quotes ends with its line, and so do the brackets that were opened there. */
export function readUnterminated(reading: Reading): void {
  const { lexer, line, patches, text } = reading;
  const { frames, from, to } = lexer;
  const opening = /["']{3}|["']/.exec(text.slice(from, from + 5));
  const quote = opening?.[0] ?? '"';
  const inside = from + (opening?.index ?? 0) + quote.length;
  reading.swallowed = quote.length === 3;
  fault(reading, from, reading.swallowed ? inside : to, () => codes.unterminated_string({ quote }));
  line.after = After.string;
  if (reading.swallowed) return;
  let ends = quote;
  while ((innermost(frames)?.at ?? -1) >= lexer.lineStart) {
    ends += closing.get((frames.pop() as Frame).code) ?? "";
  }
  if (to - inside < ends.length) return;
  addPatch(patches, { from: to - ends.length, to, text: ends });
  line.mended++;
}
