import { skipBlanks } from "../characters.ts";
import * as Code from "../code.ts";
import * as Kind from "../kind.ts";
import { innermost } from "../lexer.ts";
import { addPatch, blank, blankAfterWord } from "../patches.ts";
import * as After from "./after.ts";
import { oldPython, type Reading, unexpected } from "./reading.ts";
import { beginValue } from "./values.ts";

/** A new statement may follow on the same line. */
function endStatement({ line }: Reading): void {
  line.since = -1;
  line.verb = "";
}

/** A colon ends the parameters of a lambda, or the header of a statement: both are hidden where the grammar may fail. */
function readColon(reading: Reading): void {
  const { lexer, line, patches, text } = reading;
  const { headEnd, inFrom } = line;
  const lambda = line.lambdas.at(-1);
  if (lambda !== undefined && lambda.level === lexer.frames.length) {
    line.lambdas.pop();
    if (skipBlanks(text, lambda.from) < lexer.from) addPatch(patches, blankAfterWord(lambda.from, lexer.from));
    return;
  }
  if (lexer.frames.length > 0) return;
  endStatement(reading);
  if (line.last === Code.colon) unexpected(reading, "delete it");
  if (line.colons++ > 0 || !line.masksHeader) return;
  if (line.head !== "for") addPatch(patches, blankAfterWord(headEnd, lexer.from));
  else if (inFrom > headEnd + 2) {
    addPatch(patches, { from: headEnd, to: inFrom, text: ` ${blank(headEnd, inFrom - 2).text} ` });
    addPatch(patches, blankAfterWord(inFrom + 2, lexer.from));
  }
}

/** The grammar does not know stars in subscripts, in targets of comprehensions and in annotations, but `~` there. */
function readStar({ lexer, line, patches }: Reading): void {
  const { frames, from, to } = lexer;
  const top = innermost(frames);
  if (to - from > 1) return;
  const subscript = top?.subscript === true && (line.last === Code.comma || line.last === Code.bracketOpen);
  const target = top?.target === true && (line.last === Code.comma || line.lastWord === "for");
  const annotation = line.last === Code.colon && line.head === "def";
  if (subscript || target || annotation) addPatch(patches, { from, to, text: "~" });
}

function readDot(reading: Reading, before: number): void {
  const { lexer, line } = reading;
  if (line.verb === "from") return;
  if (lexer.to - lexer.from === 3) {
    line.after = before;
    beginValue(reading, After.value);
  } else if (before === After.nothing) unexpected(reading, "add the missing value before it");
}

function readComma(reading: Reading): void {
  const { lexer, line } = reading;
  const { last } = line;
  if (last === Code.comma || last === Code.parenOpen || last === Code.braceOpen || line.tokens === 0) {
    unexpected(reading, "delete it, or add the missing value before it");
  } else if (line.verb === "raise" && lexer.frames.length === 0) {
    oldPython(reading, lexer.from, lexer.to, "a comma after `raise`");
  }
}

/** `:=` as a walrus where the grammar does not know it (in a set), or as `:` and `=` where it begins a specification. */
function readWalrus({ lexer, patches }: Reading): void {
  const { frames, from, to } = lexer;
  if (innermost(frames)?.code === Code.braceOpen) addPatch(patches, { from, to, text: ">=" });
}

/** Any operator or punctuation. */
export function readOperator(reading: Reading): void {
  const { lexer, line, text } = reading;
  const { code, from, to, frames } = lexer;
  const size = to - from;
  const before = line.after;
  line.after = After.nothing;
  switch (code) {
    case Code.dot:
      return readDot(reading, before);
    case Code.comma:
      return readComma(reading);
    case Code.semicolon:
      return endStatement(reading);
    case Code.plus:
    case Code.minus:
      return;
    case Code.colon:
      if (size === 2) return readWalrus(reading);
      if (innermost(frames)?.type !== "spec") return readColon(reading);
      if (text.charCodeAt(to) === Code.equals) addPatch(reading.patches, { from: to, to: to + 1, text: "<" });
      return;
    case Code.tilde:
      if (before !== After.nothing) unexpected(reading, "add the missing comma or operator before it");
      return;
    case Code.star:
      if (text[to - 1] !== "=") return readStar(reading);
      break;
    case Code.slash:
      // The end of positional-only parameters.
      if (size === 1 && line.last === Code.comma) {
        line.after = After.value;
        return;
      }
      break;
    case Code.at:
      if (line.tokens === 0) line.decorator = 0;
      if (lexer.leads) return;
      break;
    case Code.equals:
      if (line.last === Code.comma) return;
      break;
    case Code.less:
      if (text.charCodeAt(from + 1) === Code.greater) return oldPython(reading, from, to, "the operator `<>`");
  }
  if (before === After.nothing) unexpected(reading, "add the missing value before it");
}

/** Follows a decorator's tokens: the grammar knows only `@a.b(…)`. `depth` counts the brackets around the token. */
export function trackDecorator({ lexer, line }: Reading, depth: number): void {
  const { kind, code } = lexer;
  if (depth > 1 || (depth === 1 && kind !== Kind.open && kind !== Kind.close)) return;
  if (line.decorator === 0) line.decorator = kind === Kind.word ? 1 : 3;
  else if (line.decorator === 1) {
    if (kind === Kind.open) line.decorator = code === Code.parenOpen ? 2 : 3;
    else line.decorator = code === Code.dot && lexer.to - lexer.from === 1 ? 0 : 3;
  } else if (kind !== Kind.close) line.decorator = 3;
}
