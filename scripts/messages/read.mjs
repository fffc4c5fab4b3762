// @ts-check
/**
 * Reads `messages/*.md`, the only place where diagnostics are worded, and refuses what `messages/README.md` does not allow.
 *
 * @typedef {{ line: number; from: number; to: number }} Mark columns from 0, of a line from 1
 * @typedef {{ expect: string[]; file: string; options: Record<string, unknown>; text: string; shown: string; marks: Mark[]; line: number }} Example
 * @typedef {{
 *   code: string; number: string; severity: "error" | "warning" | "info"; floor: "error" | "warning" | "info" | "off";
 *   url: string; message: string; help: string[]; fix: string; prose: string; examples: Example[]; modules: Example[];
 *   source: string; line: number;
 * }} Message
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A placeholder of a message: `%step%`, or `%suggestion?%` for one that may be absent. */
export const placeholder = /%([a-z][A-Za-z0-9]*)(\?)?%/g;

/** Pages of Metaflow's documentation are named by their paths. */
const DOCUMENTATION = "https://docs.metaflow.org/";

const numberLine = /^(MF[1-59]\d{3}) · (error|warning|info)(?: · at least (off|info|warning|error))?$/;

/**
 * All messages of a folder, sorted by number; throws with all the faults that it finds.
 * @param {string} folder
 * @returns {Message[]}
 */
export function readMessages(folder) {
  /** @type {string[]} */
  const faults = [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  const messages = files
    .sort()
    .flatMap((name) => parseMessages(readFileSync(join(folder, name), "utf8"), name, faults));
  faults.push(...clashes(messages, retiredNumbers(folder)));
  if (faults.length > 0) throw new Error(`messages:\n  ${faults.join("\n  ")}`);
  return messages.sort((a, b) => (a.number < b.number ? -1 : 1));
}

/**
 * @param {string} text
 * @param {string} name file name, for faults
 * @param {string[]} faults
 * @returns {Message[]}
 */
export function parseMessages(text, name, faults) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  /** @type {Message[]} */
  const messages = [];
  /** @type {{ code: string; line: number; body: string[] } | null} */
  let section = null;
  let fence = "";
  const close = () => section && messages.push(parseMessage(section, name, faults));
  lines.forEach((line, index) => {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence ? line.trimEnd() === fence : mark) fence = fence ? "" : (mark ?? "");
    const heading = fence ? null : /^## +(.+?) *$/.exec(line);
    if (heading?.[1]) {
      close();
      section = { code: heading[1], line: index + 1, body: [] };
    } else section?.body.push(line);
  });
  close();
  if (fence) faults.push(`${name}: a fenced block is not closed`);
  return messages;
}

/**
 * @param {{ code: string; line: number; body: string[] }} section
 * @param {string} source
 * @param {string[]} faults
 * @returns {Message}
 */
function parseMessage({ code, line, body }, source, faults) {
  const fault = (/** @type {string} */ what) => faults.push(`${source}:${line} ${code}: ${what}`);
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(code)) fault("a code is two or more words in snake_case");
  const { prose, quoted, fences, noExample } = splitBody(body, line);
  // A line that begins with neither `help:` nor `fix:` goes on with the one above.
  const words = quoted
    .join("\n")
    .split(/\n(?=help:|fix:)/)
    .map((part) => part.replaceAll("\n", " "));
  const message = words[0] ?? "";
  if (message === "" || /^(help|fix):/.test(message)) fault("the message is missing (`> text`)");
  if (/[.!]$/.test(message)) fault("a message ends without a full stop");
  /** @param {string} kind */
  const linesOf = (kind) => words.flatMap((part) => (part.startsWith(kind) ? part.slice(kind.length).trim() : []));
  const help = linesOf("help:");
  const [fix = "", ...fixes] = linesOf("fix:");
  if (fixes.length > 0) fault("it has several fixes; one of them at most is certain");
  if (help.length === 0) fault("it says nothing about what to do (`> help: …`)");
  if (placeholderNames(message).some((it) => it.optional)) fault("only help may have placeholders that may be absent");
  const numbers = prose.filter((text) => /^MF\d/.test(text));
  const parts = numberLine.exec(numbers[0] ?? "");
  if (!parts || numbers.length !== 1) fault("one line must say its number and severity: `MF2012 · error`");
  const severity = /** @type {Message["severity"]} */ (parts?.[2] ?? "error");
  const pages = prose.flatMap((text) => /^documented: (\S+)$/.exec(text)?.[1] ?? []);
  const isOfFlows = /^MF[23]/.test(parts?.[1] ?? "");
  if (isOfFlows ? pages.length !== 1 : pages.length > 1)
    fault("one line must say where Metaflow documents it: `documented: metaflow/basics#branch`");
  const examples = fences.filter((it) => it.expect.length > 0);
  const why = prose
    .filter((text) => !numbers.includes(text) && !text.startsWith("documented: "))
    .join("\n")
    .trim();
  if (why === "") fault("it does not say why");
  checkExamples(code, examples, noExample, fault);
  return {
    code,
    number: parts?.[1] ?? "",
    severity,
    url: pages[0] ? DOCUMENTATION + pages[0] : "",
    floor: /** @type {Message["floor"]} */ (parts?.[3] ?? (severity === "error" ? "error" : "off")),
    message,
    help,
    fix,
    prose: why,
    examples,
    modules: fences.filter((it) => it.expect.length === 0),
    source,
    line,
  };
}

/**
 * @param {string} code
 * @param {Example[]} examples
 * @param {boolean} noExample
 * @param {(what: string) => void} fault
 */
function checkExamples(code, examples, noExample, fault) {
  const triggers = examples.some((it) => it.expect.includes(code));
  const passes = examples.some((it) => it.expect.join() === "none");
  if (noExample ? examples.length > 0 : !triggers || !passes) {
    fault(`it needs one example with expect=${code} and one with expect=none, or a line \`no example: reason\``);
  }
  for (const it of examples) {
    if (!it.expect.includes(code) && it.expect.join() !== "none")
      fault(`line ${it.line}: an example expects another code`);
  }
}

/**
 * @param {string[]} body
 * @param {number} start
 */
function splitBody(body, start) {
  /** @type {string[]} */
  const prose = [];
  /** @type {string[]} */
  const quoted = [];
  /** @type {Example[]} */
  const fences = [];
  let noExample = false;
  for (let i = 0; i < body.length; i++) {
    const text = body[i] ?? "";
    const open = /^(`{3,}|~{3,}) *(\w*) *(.*)$/.exec(text);
    if (open) {
      const end = body.findIndex((other, at) => at > i && other.trimEnd() === open[1]);
      const inner = body.slice(i + 1, end);
      const example = open[2] === "python" ? exampleOf(open[3] ?? "", inner, start + i + 1) : null;
      if (example) fences.push(example);
      else prose.push(...body.slice(i, end + 1));
      i = end;
    } else if (/^> ?/.test(text)) quoted.push(text.replace(/^> ?/, "").trim());
    else {
      if (/^no example: \S/.test(text)) noExample = true;
      prose.push(text.trimEnd());
    }
  }
  return { prose, quoted, fences, noExample };
}

/**
 * A fence with `expect=` is an example; one with `file=` alone is a module that the examples of this code import.
 * @param {string} info
 * @param {string[]} lines
 * @param {number} line
 * @returns {Example | null}
 */
function exampleOf(info, lines, line) {
  const { expect, file, ...rest } = Object.fromEntries(
    info
      .split(/\s+/)
      .filter(Boolean)
      .map((part) => part.split(/=(.*)/s)),
  );
  if (!expect && !file) return null;
  /** @type {Record<string, unknown>} */
  const options = {};
  for (const [key, value] of Object.entries(rest)) {
    try {
      options[key] = JSON.parse(String(value));
    } catch {
      options[key] = value;
    }
  }
  return {
    expect: expect ? expect.split(",") : [],
    file: file ?? "flow.py",
    options,
    ...withoutMarks(lines),
    shown: `${lines.join("\n")}\n`,
    line,
  };
}

/** A line of carets marks places of the line above it; it is no part of the source. @param {string[]} lines */
function withoutMarks(lines) {
  /** @type {Mark[]} */
  const marks = [];
  const source = lines.filter((line, at) => {
    if (!isMark(line)) return true;
    const above = lines.slice(0, at).filter((other) => !isMark(other)).length;
    for (const { index, 0: carets } of line.matchAll(/\^+/g)) {
      marks.push({ line: above, from: index, to: index + carets.length });
    }
    return false;
  });
  return { text: `${source.join("\n")}\n`, marks };
}

/** @param {string} line */
const isMark = (line) => /^ *\^[ ^]*$/.test(line);

/**
 * @param {string} text
 * @returns {{ name: string; optional: boolean }[]}
 */
export function placeholderNames(text) {
  return [...text.matchAll(placeholder)].map((match) => ({ name: match[1] ?? "", optional: match[2] === "?" }));
}

/** Numbers that once meant something else: `retired: MF2003 old_name` in README.md. @param {string} folder */
function retiredNumbers(folder) {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  return new Set([...readme.matchAll(/^retired: (MF\d{4})/gm)].map((match) => match[1]));
}

/**
 * @param {Message[]} messages
 * @param {Set<string | undefined>} retired
 */
function clashes(messages, retired) {
  /** @type {string[]} */
  const faults = [];
  /** @type {Map<string, Message>} */
  const seen = new Map();
  for (const message of messages) {
    for (const key of [message.code, message.number]) {
      const other = seen.get(key);
      if (other) faults.push(`${message.source}:${message.line} ${key} is taken by ${other.source}:${other.line}`);
      seen.set(key, message);
    }
    if (retired.has(message.number)) faults.push(`${message.source}:${message.line} ${message.number} is retired`);
  }
  return faults;
}
