import * as codes from "../diagnostics/codes.generated.ts";
import type { DiagnosticText } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import { Code, skipBlanks } from "./characters.ts";
import { createIndentation } from "./indentation.ts";
import { createBase, createLexer, type Frame, Kind, openingOf } from "./lexer.ts";
import { addPatch, applyPatches, blank, blankAfterWord, dropPatches, type Patch } from "./patches.ts";
import { blockWords, roleOf, softWords } from "./words.ts";

/** Something that no Python accepts. */
export interface Fault {
  readonly text: DiagnosticText;
  readonly span: Span;
}

/** A text that the grammar can read, with the same offsets as the original. */
export interface Masked {
  readonly text: string;
  /** The text before whole decorators were replaced. */
  readonly inner: string;
  /** Where a decorator's expression was replaced because the grammar knows only `@a.b(…)`: its end by its start. */
  readonly decorators: ReadonlyMap<number, number>;
  readonly faults: readonly Fault[];
}

/** So many faults are told; lines with further ones are hidden from the grammar, whose recovery is slow. */
const MOST_FAULTS = 20;
/** Longer chains of operators or calls are hidden from the grammar, which breaks them off at some 480. */
const LONGEST_RUN = 450;
/** CPython refuses more brackets inside each other. */
const DEEPEST = 200;

const brackets = new Map([
  [Code.parenOpen as number, ")"],
  [Code.bracketOpen, "]"],
  [Code.braceOpen, "}"],
]);
const closers = new Map([
  [Code.parenClose as number, "("],
  [Code.bracketClose, "["],
  [Code.braceClose, "{"],
]);

function lastIndex(frames: readonly Frame[], test: (frame: Frame) => boolean): number {
  let index = frames.length - 1;
  while (index >= 0 && !test(frames[index] as Frame)) index--;
  return index;
}

const isComparison = (code: number, size: number): boolean =>
  size === 2 && (code === Code.equals || code === Code.bang || code === Code.less || code === Code.greater);

const definition = /^(?:async|def|class)$/;

/** What the token before the current one was, as far as it decides what may follow. */
const After = { nothing: 0, value: 1, string: 2 } as const;

/**
 * Finds the faults that the grammar would misread or miss (unclosed brackets and strings, indentation, two values side
 * by side), and replaces the valid Python that it does not know by something alike that it does: the grammar then
 * sees neither. Takes time linear in the text.
 */
export function mask(text: string): Masked {
  const lexer = createLexer(text);
  const { frames } = lexer;
  const indentation = createIndentation(text);
  const patches: Patch[] = [];
  const decorators: Patch[] = [];
  const faults: Fault[] = [];
  let faultCount = 0;
  let python2 = false;
  /** Whether a string took the rest of the file. */
  let swallowed = false;

  // The logical line.
  let start = -1;
  let tokens = 0;
  /** The first word (after `async`) and where it ends. */
  let head = "";
  let headEnd = 0;
  /** The same for the statement at hand, where several share the line, and its number of tokens. */
  let verb = "";
  let verbFrom = 0;
  let since = 0;
  let inFrom = -1;
  let colons = 0;
  let masksHeader = false;
  let lineFaults = 0;
  let deep = false;
  /** How much of `@a.b(…)` was read: after `@` or `.`, after a name, after the call; 3 when it is something else. */
  let decorator = -1;
  let base = createBase();
  let lambdas: { readonly from: number; readonly level: number }[] = [];
  // The token before.
  let after: number = After.nothing;
  let last = 0;
  let lastFrom = 0;
  let lastEnd = 0;
  let lastWord = "";
  // What the line before leaves to the next one.
  let opens = false;
  let forgiven = false;
  let opener = "";
  let openerSpan: Span = { from: 0, to: 0 };
  /** The first of the lines with decorators inside a bracket: perhaps the bracket should have ended before. */
  let anchor: { readonly offset: number; readonly end: number; readonly depth: number } | null = null;

  const fault = (from: number, to: number, message: () => DiagnosticText): void => {
    lineFaults++;
    if (++faultCount <= MOST_FAULTS) faults.push({ text: message(), span: { from, to } });
  };
  const unexpected = (hint: string): void => {
    const found = text.slice(lexer.from, Math.min(lexer.to, lexer.from + 40));
    fault(lexer.from, lexer.to, () => codes.syntax_error({ problem: `\`${found}\` is not expected here`, hint }));
  };
  const oldPython = (from: number, to: number, what: string): void => {
    lineFaults++;
    if (python2) faultCount++;
    else fault(from, to, () => codes.python2_syntax({ what }));
    python2 = true;
  };

  const beginLine = (): void => {
    start = lexer.from;
    anchor = null;
    const problem = indentation.line(lexer.lineStart, lexer.from, opens, opener);
    if (problem === null || (forgiven && problem !== "deep")) {
      opens = false;
      return;
    }
    if (problem === "missing") {
      fault(openerSpan.from, openerSpan.to, () => codes.missing_body({ keyword: opener }));
    } else if (problem === "deep") fault(lexer.from, lexer.to, codes.nesting_too_deep);
    else {
      fault(lexer.lineStart, lexer.from, problem === "unexpected" ? codes.unexpected_indentation : codes.inconsistent_indentation);
    }
    opens = false;
  };

  /** The grammar gives up on long chains of operators, calls or strings: nothing is lost when it does not see them. */
  const endRun = (frame: Frame): void => {
    if (frame.runLength > LONGEST_RUN) addPatch(patches, blank(frame.runFrom, lastEnd));
    frame.runFrom = -1;
    frame.runLength = 0;
  };
  const run = (frame: Frame, kind: number): void => {
    const { code, from, to } = lexer;
    const separates =
      kind === Kind.operator
        ? ",:;".includes(text[from] as string) || (text.charCodeAt(to - 1) === Code.equals && !isComparison(code, to - from))
        : kind === Kind.word && since === 0 && roleOf(lastWord) !== undefined && roleOf(lastWord) !== "value";
    if (separates || lastWord === "in" || lastWord === "for" || lastWord === "lambda") return endRun(frame);
    if (frame.runFrom < 0) frame.runFrom = from;
    if (kind === Kind.operator || kind === Kind.close || (kind === Kind.word && roleOf(lastWord) !== undefined)) frame.runLength++;
  };

  const endLine = (): void => {
    if (tokens > 0) {
      const endsEarly = after === After.nothing && last !== 0 && !",:;*".includes(text[lastFrom] as string);
      endRun(base);
      opens = last === Code.colon;
      if (head === "match" && opens && tokens > 2) addPatch(patches, blankAfterWord(headEnd, lastEnd - 1));
      if (endsEarly && lineFaults === 0) {
        const hint = "add the missing value after it";
        fault(lastFrom, lastEnd, () => codes.syntax_error({ problem: "the line ends too early", hint }));
      }
      if (blockWords.has(head) && colons === 0 && lineFaults === 0) {
        fault(lastEnd - 1, lastEnd, () => codes.missing_colon({ keyword: head }));
      }
      forgiven = lineFaults > 0;
      if (decorator >= 3) addPatch(decorators, blank(skipBlanks(text, start + 1), lastEnd));
      if (deep || (lineFaults > 0 && faultCount > MOST_FAULTS)) addPatch(patches, blank(start, lastEnd));
      const named = blockWords.has(head) || softWords.has(head);
      opener = named ? head : ":";
      openerSpan = named ? { from: headEnd - head.length, to: headEnd } : { from: lastFrom, to: lastEnd };
    }
    start = -1;
    tokens = 0;
    since = 0;
    verb = "";
    verbFrom = 0;
    head = "";
    headEnd = 0;
    inFrom = -1;
    colons = 0;
    masksHeader = false;
    lineFaults = 0;
    deep = false;
    decorator = -1;
    if (lambdas.length > 0) lambdas = [];
    if (base.runFrom >= 0) base = createBase();
    after = After.nothing;
    last = 0;
    lastWord = "";
  };

  const unclosed = (): void => {
    const frame = frames[lastIndex(frames, ({ type }) => type === "bracket" || type === "field")] as Frame;
    const bracket = text[frame.at] as string;
    // What was found behind it is a consequence.
    while (faults.length > 0 && (faults[faults.length - 1] as Fault).span.from > frame.at) {
      faults.pop();
      faultCount--;
    }
    fault(frame.at, frame.at + 1, () =>
      codes.unclosed_bracket({ bracket, closing: brackets.get(frame.code) ?? "}" }),
    );
  };

  /** The line cannot go on in an open bracket: ends the statement before it, closing brackets where there is room. */
  const recover = (): void => {
    unclosed();
    const resume: number = anchor?.offset ?? lexer.lineStart;
    const end: number = anchor?.end ?? lastEnd;
    const outermost = (frames[0] as Frame).at;
    dropPatches(patches, resume);
    const plain = frames.every(({ type }) => type === "bracket");
    const closing = plain ? [...frames].reverse().map(({ code }) => brackets.get(code)).join("") : "";
    const size = closing.length;
    if (plain && resume - 1 - end >= size) addPatch(patches, { from: end, to: end + size, text: closing });
    else if (plain && end - outermost > size + 1) {
      addPatch(patches, blank(outermost + 1, end - 1));
      patches.push({ from: end - 1, to: end, text: brackets.get((frames[0] as Frame).code) as string });
    } else addPatch(patches, blank(start, end));
    lastEnd = end;
    last = 0;
    tokens = Math.max(tokens, 1);
    endLine();
    lexer.restart(resume);
  };

  const isStart = (): boolean =>
    since === 0 || lastWord === "async";

  /** Returns false when the line was ended before the word. */
  const keyword = (role: string, word: string): boolean => {
    if (role === "statement") {
      if (frames.length > 0 && lexer.leads) {
        recover();
        return false;
      }
      if (!isStart() && !(word === "import" && verb === "from")) unexpected("begin a new line, or add what is missing before it");
    } else if (role === "infix") {
      const follows =
        after !== After.nothing || since === 0 || lastWord === "async" ||
        (word === "in" && (lastWord === "not" || last === Code.comma));
      if (!follows) unexpected("add the missing value before it");
    } else if (after !== After.nothing && (word === "lambda" || word === "await" || word === "yield")) {
      unexpected("add the missing comma or operator before it");
    }
    const top = frames[frames.length - 1];
    if (word === "for" && top !== undefined) top.target = true;
    else if (word === "in") {
      if (top !== undefined) top.target = false;
      else if (head === "for" && inFrom < 0) inFrom = lexer.from;
    } else if (word === "lambda") lambdas.push({ from: lexer.to, level: frames.length });
    else if (word === "yield") {
      const next = text[skipBlanks(text, lexer.to)];
      if (next === undefined || ")]};\n#,=".includes(next)) addPatch(patches, blank(lexer.from, lexer.to));
    }
    after = After.nothing;
    return true;
  };

  const name = (word: string): void => {
    if (after !== After.nothing && !(since === 1 && softWords.has(verb))) {
      if (lexer.from === lastEnd && /^l$/i.test(word)) oldPython(lastFrom, lexer.to, `the number \`${text.slice(lastFrom, lexer.to)}\``);
      else if (since === 1 && (verb === "print" || verb === "exec")) oldPython(verbFrom, lexer.to, `the \`${verb}\` statement`);
      else unexpected("add the missing comma, operator or line end before it");
    }
    if (word === "print") {
      const next = text.charCodeAt(skipBlanks(text, lexer.to));
      if (next !== Code.parenOpen && next !== Code.dot) addPatch(patches, { from: lexer.from, to: lexer.to, text: "prinT" });
    }
    after = After.value;
  };

  const word = (): boolean => {
    const value = text.slice(lexer.from, lexer.to);
    if (last === Code.dot && lastEnd - lastFrom === 1 && verb !== "from") {
      if (after !== After.nothing) unexpected("add the missing comma or operator before it");
      after = After.value;
      lastWord = value;
      return true;
    }
    const role = roleOf(value);
    if (since === 0) {
      verb = value;
      verbFrom = lexer.from;
    }
    if (tokens === 0 || (tokens === 1 && head === "async")) {
      head = value;
      headEnd = lexer.to;
      masksHeader = "for while with except".includes(value) && role !== undefined;
      if (value === "case") masksHeader = indentation.opener() === "match";
    }
    if (role === undefined || role === "value") name(value);
    else if (!keyword(role, value)) return false;
    lastWord = value;
    return true;
  };

  const value = (kind: number): void => {
    if (after !== After.nothing && !(after === After.string && kind === After.string)) {
      if (since === 1 && (verb === "print" || verb === "exec")) oldPython(verbFrom, lexer.to, `the \`${verb}\` statement`);
      else if (!(since === 1 && softWords.has(verb))) unexpected("add the missing comma, operator or line end before it");
    }
    after = kind;
  };

  const number = (): void => {
    value(After.value);
    const literal = text.slice(lexer.from, lexer.to);
    if (/^0[0-9_]*[1-9][0-9_]*$/.test(literal)) {
      oldPython(lexer.from, lexer.to, `the number \`${literal.slice(0, 40)}\` with a leading zero`);
    }
    // `1.` and `1.e5` are attributes to the grammar.
    const dot = literal.indexOf(".");
    const next = literal.charCodeAt(dot + 1);
    if (dot > 0 && !(next >= 48 && next <= 57)) {
      addPatch(patches, { from: lexer.from + dot, to: lexer.from + dot + 1, text: "0" });
    }
  };

  const prefixPatch = (): void => {
    for (let at = lexer.from; at < lexer.from + 2; at++) {
      const code = text.charCodeAt(at);
      if ((code | 32) === 116) addPatch(patches, { from: at, to: at + 1, text: "f" });
      else if (code === Code.singleQuote || code === Code.doubleQuote) return;
    }
  };

  const open = (): void => {
    const frame = frames[frames.length - 1] as Frame;
    if (frame.type === "bracket") {
      if (after === After.string && lexer.code === Code.braceOpen) unexpected("add the missing comma or operator before it");
      if (after === After.value && lexer.code === Code.braceOpen && !(since === 1 && softWords.has(verb)))
        unexpected("add the missing comma or operator before it");
      if (lexer.code === Code.bracketOpen) {
        frame.subscript = after !== After.nothing;
        const names = lastFrom > 0 && (head === "def" || head === "class" || head === "type");
        frame.typeParameters = names && frames.length === 1 && text.slice(headEnd, lastFrom).trim() === "" && headEnd < lastEnd;
      }
    }
    if (frames.length > DEEPEST && !deep) {
      deep = true;
      fault(lexer.from, lexer.to, codes.nesting_too_deep);
    }
    after = After.nothing;
  };

  const close = (depth: number, top: Frame | undefined): void => {
    if (frames.length === depth) {
      // It does not fit the innermost bracket: perhaps one further out.
      const index = deep ? -1 : lastIndex(frames, ({ code, type }) => code === openingOf(lexer.code) && type === "bracket");
      if (index >= 0 && frames.slice(index).every(({ type }) => type === "bracket")) {
        unclosed();
        frames.length = index;
      } else {
        const bracket = text[lexer.from] as string;
        fault(lexer.from, lexer.to, () => codes.unmatched_bracket({ bracket, opening: closers.get(lexer.code) as string }));
        addPatch(patches, { from: lexer.from, to: lexer.to, text: " " });
      }
    } else if (top?.typeParameters) addPatch(patches, blank(top.at + 1, lexer.from));
    while (lambdas.length > 0 && (lambdas[lambdas.length - 1] as { level: number }).level > frames.length) lambdas.pop();
    after = After.value;
  };

  const colon = (): void => {
    const lambda = lambdas[lambdas.length - 1];
    if (lambda !== undefined && lambda.level === frames.length) {
      lambdas.pop();
      if (skipBlanks(text, lambda.from) < lexer.from) addPatch(patches, blankAfterWord(lambda.from, lexer.from));
      return;
    }
    if (frames.length > 0) return;
    since = -1;
    verb = "";
    if (last === Code.colon) unexpected("delete it");
    if (colons++ > 0 || !masksHeader) return;
    if (head === "for") {
      if (inFrom < 0) return;
      addPatch(patches, { from: headEnd, to: inFrom, text: ` ${blank(headEnd, inFrom - 2).text} ` });
      addPatch(patches, blankAfterWord(inFrom + 2, lexer.from));
    } else addPatch(patches, blankAfterWord(headEnd, lexer.from));
  };

  const star = (): void => {
    const top = frames[frames.length - 1];
    const size = lexer.to - lexer.from;
    const unpacks = last === Code.comma || last === Code.bracketOpen;
    // The grammar knows no such star, but `~` in its place.
    const subscript = top?.subscript === true && unpacks;
    const target = top?.target === true && (last === Code.comma || lastWord === "for");
    const annotation = last === Code.colon && head === "def";
    if (size === 1 && (subscript || target || annotation)) {
      addPatch(patches, { from: lexer.from, to: lexer.to, text: "~" });
    }
    after = After.nothing;
  };

  const operator = (): void => {
    const { code, from, to } = lexer;
    const size = to - from;
    const second = text.charCodeAt(from + 1);
    const before = after;
    after = After.nothing;
    if (code === Code.dot) {
      if (size === 3 && verb !== "from") {
        after = before;
        value(After.value);
      } else if (size === 1 && verb !== "from" && before === After.nothing) unexpected("add the missing value before it");
    } else if (code === Code.comma) {
      const empty = last === Code.comma || last === Code.parenOpen || last === Code.braceOpen || tokens === 0;
      if (empty) unexpected("delete it, or add the missing value before it");
    } else if (code === Code.colon && size === 1) {
      const top = frames[frames.length - 1];
      if (top?.type !== "spec") return colon();
      if (second === Code.equals) addPatch(patches, { from: to, to: to + 1, text: "<" });
    } else if (code === Code.colon) {
      const top = frames[frames.length - 1];
      if (top?.code === Code.braceOpen) addPatch(patches, { from, to, text: ">=" });
    } else if (code === Code.star && second !== Code.equals && text[to - 1] !== "=") star();
    else if (code === Code.slash && size === 1 && last === Code.comma) after = After.value;
    else if (code === Code.at && tokens === 0) decorator = 0;
    else if (code === Code.at && lexer.leads) return;
    else if (code === Code.tilde) {
      if (before !== After.nothing) unexpected("add the missing comma or operator before it");
    } else if (code === Code.less && second === Code.greater) oldPython(from, to, "the operator `<>`");
    else if (code === Code.semicolon) {
      since = -1;
      verb = "";
    } else if (code === Code.equals && last === Code.comma) return;
    else if (code !== Code.plus && code !== Code.minus && before === After.nothing) {
      unexpected("add the missing value before it");
    }
    if (code === Code.comma && verb === "raise" && frames.length === 0) oldPython(from, to, "a comma after `raise`");
  };

  const unterminated = (): void => {
    const opening = /["']{3}|["']/.exec(text.slice(lexer.from, lexer.from + 5));
    const quote = opening?.[0] ?? '"';
    const { from, to } = lexer;
    const long = quote.length === 3;
    swallowed = long;
    const end = long ? from + (opening?.index ?? 0) + 3 : to;
    fault(from, end, () => codes.unterminated_string({ quote }));
    after = After.string;
    if (long) return;
    // It holds what should have closed the brackets of its line.
    let closing: string = quote;
    while (frames.length > 0 && (frames[frames.length - 1] as Frame).at >= lexer.lineStart) {
      closing += brackets.get((frames.pop() as Frame).code) ?? "";
    }
    const inside = from + (opening?.index ?? 0) + 1;
    if (to - inside >= closing.length) addPatch(patches, { from: to - closing.length, to, text: closing });
  };

  const takeIdle = (): void => {
    if (lexer.idle.length === 0) return;
    for (const at of lexer.idle) addPatch(patches, { from: at, to: at + 1, text: " " });
    lexer.idle.length = 0;
  };

  const trackDecorator = (depth: number): void => {
    if (depth > 1 || (depth === 1 && lexer.kind !== Kind.open && lexer.kind !== Kind.close)) return;
    if (decorator === 0) decorator = lexer.kind === Kind.word ? 1 : 3;
    else if (decorator === 1) {
      if (lexer.kind === Kind.open) decorator = lexer.code === Code.parenOpen ? 2 : 3;
      else decorator = lexer.code === Code.dot && lexer.to - lexer.from === 1 ? 0 : 3;
    } else if (lexer.kind !== Kind.close) decorator = 3;
  };

  for (;;) {
    const depth = frames.length;
    const top = frames[depth - 1];
    lexer.next();
    const { kind } = lexer;
    if (kind === Kind.end) {
      if (frames.length > 0 && !swallowed) unclosed();
      endLine();
      if (opens) fault(openerSpan.from, openerSpan.to, () => codes.missing_body({ keyword: opener }));
      break;
    }
    takeIdle();
    if (kind === Kind.newline) {
      endLine();
      continue;
    }
    if (tokens === 0) beginLine();
    if (lexer.leads && depth > 0) {
      if (lexer.code === Code.at) anchor ??= { offset: lexer.lineStart, end: lastEnd, depth };
      else if (anchor !== null && depth <= anchor.depth && !definition.test(text.slice(lexer.from, lexer.to))) anchor = null;
    }
    if (kind === Kind.word) {
      if (!word()) continue;
    } else {
      if (kind === Kind.number) number();
      else if (kind === Kind.string) value(After.string);
      else if (kind === Kind.formatStart) {
        value(After.string);
        prefixPatch();
      } else if (kind === Kind.formatEnd) after = After.string;
      else if (kind === Kind.open) open();
      else if (kind === Kind.close) close(depth, top);
      else if (kind === Kind.unterminated) {
        unterminated();
      } else if (kind === Kind.stray) {
        if (lexer.code === Code.backtick) oldPython(lexer.from, lexer.to, "a backtick");
        else unexpected("delete it");
        after = After.value;
      } else operator();
      lastWord = "";
    }
    if (kind === Kind.close && top !== undefined && frames.length < depth) endRun(top);
    run((kind === Kind.open || kind === Kind.formatStart ? frames[depth - 1] : frames[frames.length - 1]) ?? base, kind);
    since++;
    if (decorator >= 0 && tokens > 0) trackDecorator(Math.max(depth, frames.length));
    tokens++;
    last = kind === Kind.word || kind === Kind.string || kind === Kind.number ? 0 : lexer.code;
    lastFrom = lexer.from;
    lastEnd = lexer.to;
  }

  const inner = applyPatches(text, patches);
  return {
    text: applyPatches(inner, decorators),
    inner,
    decorators: new Map(decorators.map(({ from, to }) => [from, to])),
    faults,
  };
}
