import { isDigit, skipBlanks } from "../characters.ts";
import * as Code from "../code.ts";
import { innermost } from "../lexer.ts";
import { addPatch, blank } from "../patches.ts";
import { roleOf, softWords } from "../words.ts";
import * as After from "./after.ts";
import { recover } from "./brackets.ts";
import { oldPython, type Reading, unexpected } from "./reading.ts";

const headed: ReadonlySet<string> = new Set(["for", "while", "with", "except"]);

/** A value begins: it cannot stand right behind another one, but strings can. */
export function beginValue(reading: Reading, kind: number): void {
  const { line, lexer } = reading;
  const { after, verb } = line;
  line.after = kind;
  if (after === After.nothing || (after === After.string && kind === After.string)) return;
  if (line.since === 1 && softWords.has(verb)) return;
  if (line.since === 1 && (verb === "print" || verb === "exec")) {
    oldPython(reading, line.verbFrom, lexer.to, `the \`${verb}\` statement`);
  } else if (lexer.from === line.lastEnd && /^l$/i.test(reading.text.slice(lexer.from, lexer.to))) {
    oldPython(reading, line.lastFrom, lexer.to, `the number \`${reading.text.slice(line.lastFrom, lexer.to)}\``);
  } else unexpected(reading, "add the missing comma, operator or line end before it");
}

const digits = "[0-9](?:_?[0-9])*";
const number = new RegExp(
  `^(?:0x(?:_?[0-9a-f])+|0o(?:_?[0-7])+|0b(?:_?[01])+|(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[-+]?${digits})?j?)$`,
  "i",
);

/** A number; `1.` and `1.e5` would be attributes to the grammar. */
export function readNumber(reading: Reading): void {
  const { from, to } = reading.lexer;
  beginValue(reading, After.value);
  const literal = reading.text.slice(from, to);
  if (/^0[0-9_]*[1-9][0-9_]*$/.test(literal)) {
    oldPython(reading, from, to, `the number \`${literal.slice(0, 40)}\` with a leading zero`);
  } else if (!number.test(literal)) {
    unexpected(reading, "complete the number, or add the missing operator behind it");
    addPatch(reading.patches, { from, to, text: "1".repeat(to - from) });
    reading.line.mended++;
    return;
  }
  const dot = literal.indexOf(".");
  if (dot > 0 && !isDigit(literal.charCodeAt(dot + 1))) {
    addPatch(reading.patches, { from: from + dot, to: from + dot + 1, text: "0" });
  }
}

function readName(reading: Reading, name: string): void {
  const { lexer, text } = reading;
  beginValue(reading, After.value);
  if (name !== "print") return;
  // The grammar takes it for a statement unless a call or attribute follows.
  const next = text.charCodeAt(skipBlanks(text, lexer.to));
  if (next !== Code.parenOpen && next !== Code.dot) {
    addPatch(reading.patches, { from: lexer.from, to: lexer.to, text: "prinT" });
  }
}

/** Judges whether a keyword can stand here. */
function judgeKeyword(reading: Reading, role: string, word: string): void {
  const { line } = reading;
  const { after, lastWord } = line;
  if (role === "statement") {
    const begins = line.since === 0 || lastWord === "async" || (word === "import" && line.verb === "from");
    if (!begins) unexpected(reading, "begin a new line, or add what is missing before it");
  } else if (role === "infix") {
    const target = word === "in" && (lastWord === "not" || line.last === Code.comma);
    const follows = after !== After.nothing || line.since === 0 || lastWord === "async" || target;
    if (!follows) unexpected(reading, "add the missing value before it");
  } else if (after !== After.nothing && (word === "lambda" || word === "await" || word === "yield")) {
    unexpected(reading, "add the missing comma or operator before it");
  }
}

function readKeyword(reading: Reading, word: string): void {
  const { lexer, line, text } = reading;
  const top = innermost(lexer.frames);
  line.after = After.nothing;
  if (word === "for" && top !== undefined) top.target = true;
  else if (word === "in") {
    if (top !== undefined) top.target = false;
    else if (line.head === "for" && line.inFrom < 0) line.inFrom = lexer.from;
  } else if (word === "lambda") line.lambdas.push({ from: lexer.to, level: lexer.frames.length });
  else if (word === "yield") {
    // The grammar wants a value behind it.
    const next = text[skipBlanks(text, lexer.to)];
    if (next === undefined || ")]};\n#,=".includes(next)) addPatch(reading.patches, blank(lexer.from, lexer.to));
  }
}

/** A name or keyword. Returns false when the line had to be ended before it: the lexer then stands elsewhere. */
export function readWord(reading: Reading): boolean {
  const { lexer, line } = reading;
  const word = reading.text.slice(lexer.from, lexer.to);
  const property = line.last === Code.dot && line.lastEnd - line.lastFrom === 1 && line.verb !== "from";
  const role = property ? undefined : roleOf(word);
  if (role === "statement" && lexer.leads && lexer.frames.length > 0) {
    recover(reading);
    return false;
  }
  if (line.since === 0) {
    line.verb = word;
    line.verbFrom = lexer.from;
  }
  if (line.tokens === 0 || (line.tokens === 1 && line.head === "async")) {
    line.head = word;
    line.headEnd = lexer.to;
    line.masksHeader = headed.has(word) || (word === "case" && reading.indentation.opener() === "match");
  }
  if (property) beginValue(reading, After.value);
  else if (role === undefined || role === "value") readName(reading, word);
  else {
    judgeKeyword(reading, role, word);
    readKeyword(reading, word);
  }
  line.lastWord = word;
  line.lastRole = role;
  return true;
}
