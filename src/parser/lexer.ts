import { Code, isDigit, isLetter, skipBlanks, skipWord } from "./characters.ts";

/** Kinds of tokens. */
export const Kind = {
  end: 0,
  /** The end of a logical line. */
  newline: 1,
  word: 2,
  number: 3,
  /** A whole literal without replacement fields. */
  string: 4,
  /** Prefix and opening quote of an f-string or t-string; its fields follow as tokens of their own. */
  formatStart: 5,
  formatEnd: 6,
  /** A string that the line or the file ends before its quote; `from` is where it begins. */
  unterminated: 7,
  open: 8,
  close: 9,
  operator: 10,
  /** A character that Python knows only in strings and comments. */
  stray: 11,
} as const;

/** Something that was opened and waits for its end. */
export interface Frame {
  readonly code: number;
  readonly at: number;
  /** `string` and `spec` hold literal text, `bracket` and `field` hold tokens. */
  readonly type: "bracket" | "field" | "string" | "spec";
  readonly long: boolean;
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

function createFrame(type: Frame["type"], at: number, code: number, long: boolean, holder: Frame | null): Frame {
  return {
    type,
    at,
    code,
    long,
    holder,
    subscript: false,
    typeParameters: false,
    target: false,
    runFrom: -1,
    runLength: 0,
  };
}

/** What stands for the text outside all brackets. */
export const createBase = (): Frame => createFrame("bracket", -1, 0, false, null);

const prefix = /^(?:[rbuft]|br|rb|[ft]r|r[ft])$/i;
const closing = new Map([
  [Code.parenClose as number, Code.parenOpen as number],
  [Code.bracketClose, Code.bracketOpen],
  [Code.braceClose, Code.braceOpen],
]);

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
  const push = (type: Frame["type"], at: number, code: number, long = false): void => {
    const outer = type === "spec" ? (frames[frames.length - 2] as Frame) : null;
    const holder = outer && (outer.holder ?? outer);
    frames.push(createFrame(type, at, code, long, holder));
  };
  const isTriple = (at: number, quote: number): boolean =>
    text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;

  /** A string that stops short takes everything down that holds it and cannot go over the line either. */
  const unterminated = (from: number, to: number): void => {
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

  const string = (from: number, at: number, words: string): void => {
    const quote = text.charCodeAt(at);
    const long = isTriple(at, quote);
    let end = at + (long ? 3 : 1);
    if (/[ft]/i.test(words)) {
      push("string", from, quote, long);
      emit(Kind.formatStart, from, end);
      return;
    }
    for (; end < length; end++) {
      const code = text.charCodeAt(end);
      if (code === Code.backslash) end++;
      else if (code === quote && (!long || isTriple(end, quote))) return emit(Kind.string, from, end + (long ? 3 : 1));
      else if (code === Code.newline && !long) break;
    }
    unterminated(from, Math.min(end, length));
  };

  /** Goes on with the literal text of an f-string up to a field, the end of the string, or of the specification. */
  const literal = (frame: Frame): void => {
    const holder = frame.holder ?? frame;
    for (let end = position; ; end++) {
      const code = text.charCodeAt(end);
      if (end >= length || (code === Code.newline && !holder.long)) return unterminated(holder.at, end);
      if (code === Code.backslash) {
        const after = text.charCodeAt(end + 1);
        if (after === 78 && text.charCodeAt(end + 2) === Code.braceOpen) {
          while (end < length && text.charCodeAt(end) !== Code.braceClose && text.charCodeAt(end) !== Code.newline)
            end++;
          if (text.charCodeAt(end) !== Code.braceClose) end--;
        } else if (after === Code.braceOpen) lexer.idle.push(end);
        else if (after !== Code.braceClose) end++;
      } else if (code === Code.braceOpen) {
        if (frame === holder && text.charCodeAt(end + 1) === Code.braceOpen) end++;
        else {
          push("field", end, code);
          return emit(Kind.open, end, end + 1);
        }
      } else if (code === Code.braceClose && frame !== holder) {
        frames.length -= 2;
        return emit(Kind.close, end, end + 1);
      } else if (code === holder.code && (!holder.long || isTriple(end, code))) {
        if (frame !== holder) return unterminated(holder.at, end + (holder.long ? 3 : 1));
        frames.pop();
        return emit(Kind.formatEnd, end, end + (holder.long ? 3 : 1));
      }
    }
  };

  const digits = (at: number): number => {
    let end = at;
    while (isDigit(text.charCodeAt(end)) || (text.charCodeAt(end) === 95 && isDigit(text.charCodeAt(end + 1)))) end++;
    return end;
  };
  const number = (from: number): void => {
    const radix = text.charCodeAt(from) === 48 ? text.charCodeAt(from + 1) | 32 : 0;
    let end = from;
    if (radix === 120 || radix === 111 || radix === 98) {
      end += 2;
      for (let code = text.charCodeAt(end); ; code = text.charCodeAt(++end)) {
        const hex = radix === 120 && (code | 32) >= 97 && (code | 32) <= 102;
        if (!hex && !isDigit(code) && code !== 95) break;
      }
    } else {
      end = digits(from);
      if (text.charCodeAt(end) === Code.dot) end = digits(end + 1);
      if ((text.charCodeAt(end) | 32) === 101) {
        const sign = text.charCodeAt(end + 1);
        const exponent = end + (sign === Code.plus || sign === Code.minus ? 2 : 1);
        if (isDigit(text.charCodeAt(exponent))) end = digits(exponent);
      }
      if ((text.charCodeAt(end) | 32) === 106) end++;
    }
    emit(Kind.number, from, end);
  };

  const operator = (from: number, code: number): void => {
    const second = text.charCodeAt(from + 1);
    let end = from + 1;
    if (code === Code.dot) {
      if (second === code && text.charCodeAt(from + 2) === code) end += 2;
    } else if (code === Code.minus && second === Code.greater) end++;
    else if (code === Code.less && second === Code.greater) end++;
    else {
      const doubles = code === Code.star || code === Code.slash || code === Code.less || code === Code.greater;
      if (doubles && second === code) end++;
      if (text.charCodeAt(end) === Code.equals && code !== Code.comma && code !== Code.semicolon && code !== Code.tilde)
        end++;
    }
    emit(Kind.operator, from, end);
  };

  const word = (from: number): boolean => {
    const end = skipWord(text, from);
    if (end === from) return false;
    const code = text.charCodeAt(end);
    if ((code === Code.singleQuote || code === Code.doubleQuote) && end - from <= 2) {
      const words = text.slice(from, end);
      if (prefix.test(words)) {
        string(from, end, words);
        return true;
      }
    }
    emit(Kind.word, from, end);
    return true;
  };

  const next = (): void => {
    lexer.leads = lexer.kind === Kind.newline;
    for (;;) {
      const top = frames[frames.length - 1];
      if (top !== undefined && (top.type === "string" || top.type === "spec")) return literal(top);
      if (position >= length) return emit(Kind.end, length, length);
      const code = text.charCodeAt(position);
      const from = position;
      if (code === Code.space || code === Code.tab) position++;
      else if (isLetter(code)) {
        word(from);
        return;
      } else if (code === Code.newline) {
        position++;
        lexer.lineStart = position;
        lexer.leads = true;
        if (top === undefined) return emit(Kind.newline, from, position);
      } else if (code === Code.hash) {
        const end = text.indexOf("\n", from);
        position = end < 0 ? length : end;
      } else if (code === Code.backslash && text.charCodeAt(from + 1) === Code.newline) {
        position += 2;
        lexer.lineStart = position;
        if (text.charCodeAt(skipBlanks(text, position)) === Code.newline) lexer.idle.push(from);
      } else if (isDigit(code) || (code === Code.dot && isDigit(text.charCodeAt(from + 1)))) return number(from);
      else if (code === Code.singleQuote || code === Code.doubleQuote) return string(from, from, "");
      else if (code === Code.parenOpen || code === Code.bracketOpen || code === Code.braceOpen) {
        push("bracket", from, code);
        return emit(Kind.open, from, from + 1);
      } else if (closing.has(code)) {
        if (top?.code === closing.get(code)) frames.pop();
        return emit(Kind.close, from, from + 1);
      } else if (top?.type === "field" && code === Code.colon) {
        push("spec", from, code);
        return emit(Kind.operator, from, from + 1);
      } else if (code === Code.bang && text.charCodeAt(from + 1) !== Code.equals) {
        if (top?.type !== "field") return emit(Kind.stray, from, from + 1);
        position++;
        while (isLetter(text.charCodeAt(position))) position++;
      } else if (code < 128 && "=,.:+-*/%<>@&|^~;!".includes(text[from] as string)) return operator(from, code);
      else if (code < 128 || !word(from)) {
        return emit(Kind.stray, from, from + ((text.codePointAt(from) as number) > 0xffff ? 2 : 1));
      } else return;
    }
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
