import { isDigit, isLetter, skipBlanks, skipWord } from "./characters.ts";
import * as Code from "./code.ts";
import * as Kind from "./kind.ts";
import { formatStop, isTriple, numberEnd, operatorEnd, stringEnd } from "./scan.ts";

/** Something that was opened and waits for its end. */
export interface Frame {
  readonly code: number;
  readonly at: number;
  /** `string` and `spec` hold literal text, `bracket` and `field` hold tokens. */
  readonly type: "bracket" | "field" | "string" | "spec";
  readonly long: boolean;
  readonly raw: boolean;
  /** The string that a specification belongs to. */
  readonly holder: Frame | null;
  /** Marks of the one who reads the tokens. */
  subscript: boolean;
  typeParameters: boolean;
  target: boolean;
  /** Where the expression at hand begins (-1 before it does), and how many parts it has so far. */
  runFrom: number;
  runLength: number;
}

/** The current token and what is open around it. */
export interface Lexer {
  kind: number;
  from: number;
  to: number;
  /** Code of the token's first character. */
  code: number;
  /** Whether it is the first token of a line. */
  leads: boolean;
  /** Where the token's line begins. */
  lineStart: number;
  readonly frames: Frame[];
  /**
   * Where backslashes stand that the grammar takes for more than they are (before a blank line; in an f-string before a
   * brace that opens a field all the same), as long as nobody has taken note of them.
   */
  readonly idle: number[];
  next(): void;
  /** Forgets what is open and goes on at `offset`. */
  restart(offset: number): void;
}

function createFrame(type: Frame["type"], at: number, code: number, holder: Frame | null): Frame {
  return {
    type,
    at,
    code,
    long: false,
    raw: false,
    holder,
    subscript: false,
    typeParameters: false,
    target: false,
    runFrom: -1,
    runLength: 0,
  };
}

/** What was opened last. An index of -1 would be looked up as a name, which takes long, and this is asked for each token. */
export const innermost = (frames: readonly Frame[]): Frame | undefined =>
  frames.length === 0 ? undefined : frames[frames.length - 1];

/** What stands for the text outside all brackets. */
export const createBase = (): Frame => createFrame("bracket", -1, 0, null);

const prefix = /^(?:[rbuft]|br|rb|[ft]r|r[ft])$/i;
const closing = new Map([
  [Code.parenClose as number, Code.parenOpen as number],
  [Code.bracketClose, Code.bracketOpen],
  [Code.braceClose, Code.braceOpen],
]);

/** 1 for the ASCII characters that operators begin with. */
const operators = new Uint8Array(128);
for (const operator of "=,.:+-*/%<>@&|^~;!") operators[operator.charCodeAt(0)] = 1;

/** The code of the bracket that `code` closes, `undefined` when it closes none. */
export const openingOf = (code: number): number | undefined => closing.get(code);

/**
 * Reads Python's tokens from a normalised text: tolerant of everything, never recursive. Comments and line ends inside
 * brackets are skipped. A closing bracket pops the frame only when it fits; the reader decides about the rest.
 */
export function createLexer(text: string): Lexer {
  const { length } = text;
  const frames: Frame[] = [];
  let position = 0;

  const emit = (kind: number, from: number, to: number): void => {
    lexer.kind = kind;
    lexer.from = from;
    lexer.to = to;
    lexer.code = text.charCodeAt(from);
    position = to;
  };
  const open = (type: Frame["type"], kind: number): void => {
    const code = text.charCodeAt(position);
    const outer = type === "spec" ? (frames[frames.length - 2] as Frame) : null;
    frames.push(createFrame(type, position, code, outer && (outer.holder ?? outer)));
    emit(kind, position, position + 1);
  };

  /** A string that stops short takes everything down that holds it and cannot go over the line either. */
  const unterminated = (from: number, end: number): void => {
    const to = Math.min(end, length);
    let start = from;
    let keep = frames.length;
    const deepest = to >= length ? 0 : Math.max(0, frames.length - 200);
    for (let index = frames.length - 1; index >= deepest; index--) {
      const frame = frames[index] as Frame;
      if (frame.type !== "string") continue;
      if (frame.long && to < length) break;
      start = frame.at;
      keep = index;
    }
    frames.length = keep;
    emit(Kind.unterminated, start, to);
  };

  /** A string whose prefix begins at `from` and whose quote stands at `at`. */
  const string = (from: number, at: number): void => {
    const code = text.charCodeAt(at);
    const long = isTriple(text, at, code);
    const size = long ? 3 : 1;
    const words = text.slice(from, at);
    if (/[ft]/i.test(words)) {
      frames.push({ ...createFrame("string", from, code, null), long, raw: /r/i.test(words) });
      return emit(Kind.formatStart, from, at + size);
    }
    const end = stringEnd(text, at + size, code, long);
    if (text.charCodeAt(end) === code) emit(Kind.string, from, end + size);
    else unterminated(from, end);
  };

  /** Goes on with the literal text of an f-string up to a field, the end of the string, or of the specification. */
  const literal = (frame: Frame): void => {
    const holder = frame.holder ?? frame;
    const end = formatStop(text, position, holder, frame !== holder, lexer.idle);
    const code = text.charCodeAt(end);
    position = end;
    if (code === Code.braceOpen) open("field", Kind.open);
    else if (code === Code.braceClose) {
      frames.length -= 2;
      emit(Kind.close, end, end + 1);
    } else if (code === holder.code && frame === holder) {
      frames.pop();
      emit(Kind.formatEnd, end, end + (holder.long ? 3 : 1));
    } else unterminated(holder.at, code === holder.code ? end + (holder.long ? 3 : 1) : end);
  };

  const word = (from: number): void => {
    const end = skipWord(text, from);
    const quote = text.charCodeAt(end);
    const quoted = (quote === Code.singleQuote || quote === Code.doubleQuote) && end - from <= 2;
    if (quoted && prefix.test(text.slice(from, end))) string(from, end);
    else if (end > from) emit(Kind.word, from, end);
    else emit(Kind.stray, from, from + ((text.codePointAt(from) as number) > 0xffff ? 2 : 1));
  };

  /** Goes to the next token; true when a line end is one. */
  const skip = (): boolean => {
    for (;;) {
      const code = text.charCodeAt(position);
      if (code === Code.space || code === Code.tab) position++;
      else if (code === Code.newline) {
        lexer.lineStart = position + 1;
        lexer.leads = true;
        if (frames.length === 0) return true;
        position++;
      } else if (code === Code.hash) {
        const end = text.indexOf("\n", position);
        position = end < 0 ? length : end;
      } else if (code === Code.backslash && text.charCodeAt(position + 1) === Code.newline) {
        lexer.lineStart = position + 2;
        if (text.charCodeAt(skipBlanks(text, position + 2)) === Code.newline) lexer.idle.push(position);
        position += 2;
      } else return false;
    }
  };

  const close = (code: number, top: Frame | undefined): void => {
    if (top?.code === closing.get(code)) frames.pop();
    emit(Kind.close, position, position + 1);
  };

  /** A token that begins with this ASCII character, which is no letter. */
  const token = (code: number, top: Frame | undefined): void => {
    const from = position;
    const isNumber = isDigit(code) || (code === Code.dot && isDigit(text.charCodeAt(from + 1)));
    if (isNumber) emit(Kind.number, from, numberEnd(text, from));
    else if (code === Code.singleQuote || code === Code.doubleQuote) string(from, from);
    else if (code === Code.parenOpen || code === Code.bracketOpen || code === Code.braceOpen)
      open("bracket", Kind.open);
    else if (code === Code.parenClose || code === Code.bracketClose || code === Code.braceClose) close(code, top);
    else if (top?.type === "field" && code === Code.colon) open("spec", Kind.operator);
    else if (code === Code.bang && text.charCodeAt(from + 1) !== Code.equals) {
      const isConversion = top?.type === "field";
      emit(isConversion ? Kind.conversion : Kind.stray, from, isConversion ? skipWord(text, from + 1) : from + 1);
    } else if (operators[code] === 1) emit(Kind.operator, from, operatorEnd(text, from));
    else emit(Kind.stray, from, from + 1);
  };

  const next = (): void => {
    lexer.leads = lexer.kind === Kind.newline;
    const before = innermost(frames);
    if (before !== undefined && (before.type === "string" || before.type === "spec")) return literal(before);
    if (skip()) return emit(Kind.newline, position, position + 1);
    if (position >= length) return emit(Kind.end, length, length);
    const code = text.charCodeAt(position);
    if (code >= 128 || isLetter(code)) word(position);
    else token(code, before);
  };

  const lexer: Lexer = {
    kind: Kind.newline,
    from: 0,
    to: 0,
    code: 0,
    leads: true,
    lineStart: 0,
    frames,
    idle: [],
    next,
    restart(offset) {
      frames.length = 0;
      position = offset;
      lexer.lineStart = offset;
      lexer.kind = Kind.newline;
    },
  };
  return lexer;
}
