import * as codes from "../../diagnostics/codes.generated.ts";
import { skipBlanks } from "../characters.ts";
import * as Code from "../code.ts";
import type { IndentationFault } from "../indentation.ts";
import { addPatch, blank, blankAfterWord, dropPatches, FILLER } from "../patches.ts";
import { blockWords, softWords } from "../words.ts";
import * as After from "./after.ts";
import { closeBody, noteLine } from "./quarantine.ts";
import { fault, MOST_FAULTS, nextLine, type Reading, unexpected } from "./reading.ts";
import { endRun } from "./runs.ts";

/** At the first token of a logical line: judges its indentation. */
export function beginLine(reading: Reading): void {
  const { lexer, line, opener, openerSpan, forgiven } = reading;
  line.start = lexer.from;
  line.margin = lexer.lineStart;
  const problem = reading.indentation.line(lexer.lineStart, lexer.from, reading.opens, opener);
  reading.opens = false;
  line.misplaced = problem;
  const isApart = reading.decorates >= 0 && reading.decorates !== lexer.from - lexer.lineStart;
  if (problem === null && isApart) unexpected(reading, "put what the decorator above it is for right below that");
  if (problem === "deep") fault(reading, lexer.from, lexer.to, codes.nesting_too_deep);
  else if (problem === null || forgiven) return;
  else if (problem === "missing") {
    fault(reading, openerSpan.from, openerSpan.to, () => codes.missing_body({ keyword: opener }));
  } else {
    const message = problem === "unexpected" ? codes.unexpected_indentation : codes.inconsistent_indentation;
    fault(reading, lexer.lineStart, lexer.from, message);
  }
}

/** Statements whose lists end without a comma, unless they stand in brackets. */
const listing: ReadonlySet<string> = new Set(["from", "import", "global", "nonlocal"]);

function judgeEnd(reading: Reading): void {
  const { line, text } = reading;
  if (line.faults > 0) return;
  const mayEnd = listing.has(line.verb) ? ":;*" : ",:;*";
  if (line.after === After.nothing && line.last !== 0 && !mayEnd.includes(text[line.lastFrom] as string)) {
    const hint = "add the missing value after it";
    fault(reading, line.lastFrom, line.lastEnd, () => codes.syntax_error({ problem: "the line ends too early", hint }));
  } else if (blockWords.has(line.head) && line.colons === 0) {
    fault(reading, line.lastEnd - 1, line.lastEnd, () => codes.missing_colon({ keyword: line.head }), {
      at: line.lastEnd,
      text: ":",
    });
  }
}

/** At the end of a logical line: what it lacks, what of it is hidden, and what it means for the next one. */
export function endLine(reading: Reading): void {
  const { line, patches, text } = reading;
  if (line.tokens === 0) return;
  const { head, headEnd, lastFrom, lastEnd } = line;
  endRun(reading, line.base);
  reading.opens = line.last === Code.colon;
  if (line.misplaced && line.faults > 1 && !reading.opens) return passOver(reading, line.misplaced);
  if (head === "match" && reading.opens && line.tokens > 2) addPatch(patches, blankAfterWord(headEnd, lastEnd - 1));
  judgeEnd(reading);
  if (line.decorator >= 3) addPatch(reading.decorators, blank(skipBlanks(text, line.start + 1), lastEnd));
  const hopeless = line.faults > 0 && reading.faultCount > MOST_FAULTS;
  if (line.tooDeep || hopeless) addPatch(patches, blank(line.start, lastEnd));
  const named = blockWords.has(head) || softWords.has(head);
  reading.opener = named ? head : ":";
  reading.openerSpan = named ? { from: headEnd - head.length, to: headEnd } : { from: lastFrom, to: lastEnd };
  reading.forgiven = line.faults > 0;
  noteLine(reading, line, reading.opens);
  if (!hopeless && line.faults > line.mended && reading.body === null) hideLine(reading);
  reading.decorates = line.decorator >= 0 ? line.start - line.margin : -1;
  nextLine(reading);
}

/** A line of which more is wrong than its indentation says nothing of the blocks around it. */
function passOver(reading: Reading, misplaced: IndentationFault): void {
  const { indentation, line, patches } = reading;
  indentation.undo();
  addPatch(patches, { from: line.start, to: line.lastEnd, text: " ".repeat(line.lastEnd - line.start) });
  reading.opens = misplaced === "missing";
  reading.forgiven = true;
  nextLine(reading);
}

/**
 * Outside of functions, a line that the grammar cannot read becomes a plain one: its recovery would go on behind it, and
 * take long. What such a line means is lost in any case.
 */
function hideLine({ line, opens, decorates, decorators, patches }: Reading): void {
  const { start, lastEnd } = line;
  dropPatches(decorators, start);
  const [before, after] = decorates >= 0 ? ["def ", opens ? "():" : "():x"] : opens ? ["if ", ":"] : ["", ""];
  const room = lastEnd - start - before.length - after.length;
  if (room > 0) addPatch(patches, { from: start, to: lastEnd, text: before + FILLER.repeat(room) + after });
}

/** At the end of the text. */
export function endText(reading: Reading): void {
  const { opener, openerSpan } = reading;
  closeBody(reading, reading.text.length);
  if (reading.opens && !reading.forgiven) {
    fault(reading, openerSpan.from, openerSpan.to, () => codes.missing_body({ keyword: opener }));
  }
}
