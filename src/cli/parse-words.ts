import { parseArgs } from "node:util";
import { nearest } from "../diagnostics/nearest.ts";
import type { OptionValues } from "../options.ts";
import { fault } from "./fault.ts";
import type { CliOption, CliTable } from "./options.ts";

/** A command line that was read. */
export interface Parsed<Table extends CliTable> {
  readonly values: OptionValues<Table>;
  /** Words that belong to no option. */
  readonly operands: readonly string[];
  /** Everything that is for another program, in order and unchanged. */
  readonly passedOn: readonly string[];
}

/** How words are read. */
export interface ParseRules {
  /** Options that are understood but belong to another program: they go to `passedOn`, with their values. */
  readonly foreign?: CliTable;
  /** After so many operands, everything that is not in the table goes to `passedOn`. */
  readonly passOnAfter?: number;
}

/**
 * Reads words by a table of options. `--name value` and `--name=value` are the same, `--` ends the options. Throws a
 * fault that says what is wrong with which word.
 */
export function parseWords<const Table extends CliTable>(
  words: readonly string[],
  table: Table,
  { foreign = {}, passOnAfter = Number.POSITIVE_INFINITY }: ParseRules = {},
): Parsed<Table> {
  const known = new Map(
    [...Object.entries(foreign), ...Object.entries(table)].map(([name, spec]) => [
      spec.flag,
      { spec, name: Object.hasOwn(table, name) ? name : null },
    ]),
  );
  const values: Record<string, unknown> = {};
  const operands: string[] = [];
  const passedOn: string[] = [];
  let next = 0;
  for (const token of tokensOf(
    words,
    [...known.values()].map(({ spec }) => spec),
  )) {
    // A second value of a pair was taken already, or a word of several letters was.
    if (token.index < next) continue;
    next = token.index + 1;
    const word = words[token.index] as string;
    if (token.kind !== "option") {
      const isOperand = token.kind === "positional" && operands.length < passOnAfter;
      if (isOperand) operands.push(word);
      else if (token.kind === "positional") passedOn.push(word);
      continue;
    }
    const found = known.get(token.name);
    if (!found) {
      if (operands.length < passOnAfter) throw unknownOption(token.rawName, [...known.keys()]);
      passedOn.push(word);
      continue;
    }
    const { spec, name } = found;
    const given = readValue(words, token, spec);
    next = given.next;
    if (name === null) passedOn.push(...words.slice(token.index, next));
    else if (spec.type === "texts" || spec.type === "pairs") {
      values[name] = [...((values[name] as unknown[] | undefined) ?? []), given.value];
    } else values[name] = given.value;
  }
  return { values: values as OptionValues<Table>, operands, passedOn };
}

type Token = { readonly index: number } & (
  | {
      readonly kind: "option";
      readonly name: string;
      readonly rawName: string;
      readonly value?: string | undefined;
      readonly inlineValue?: boolean | undefined;
    }
  | { readonly kind: "positional" | "option-terminator" }
);

function tokensOf(words: readonly string[], specs: readonly CliOption[]): readonly Token[] {
  const options = Object.fromEntries(
    specs.map(({ flag, type, short }) => [
      flag,
      { type: type === "flag" ? ("boolean" as const) : ("string" as const), ...(short ? { short } : {}) },
    ]),
  );
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function readValue(
  words: readonly string[],
  token: Extract<Token, { kind: "option" }>,
  spec: CliOption,
): { value: unknown; next: number } {
  const { index, rawName, value, inlineValue } = token;
  if (spec.type === "flag") {
    if (value !== undefined) throw fault(`${rawName} takes no value`);
    // `-qh` is two options in one word.
    return { value: true, next: index + (rawName.length === 2 && words[index] !== rawName ? 0 : 1) };
  }
  if (value === undefined) throw fault(`${rawName} needs a value: ${rawName} ${spec.placeholder}`);
  if (!inlineValue && value.length > 1 && value.startsWith("-")) {
    throw fault(
      `${rawName} needs a value, but an option follows: ${value}`,
      `if that is the value, write ${rawName}=${value}`,
    );
  }
  const after = index + (inlineValue ? 1 : 2);
  if (spec.type === "pairs") {
    const second = words[after];
    if (second === undefined) throw fault(`${rawName} needs two values: ${rawName} ${spec.placeholder}`);
    return { value: [value, second], next: after + 1 };
  }
  if (spec.choices && !spec.choices.includes(value)) {
    throw fault(`${rawName} cannot be ${JSON.stringify(value)}`, `it is one of ${spec.choices.join(", ")}`);
  }
  return { value: spec.type === "number" ? numberOf(value, rawName, spec) : value, next: after };
}

function numberOf(text: string, rawName: string, { minimum = 0 }: CliOption): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < minimum) {
    throw fault(`${rawName} needs a whole number, at least ${minimum}, instead of ${JSON.stringify(text)}`);
  }
  return number;
}

function unknownOption(rawName: string, flags: readonly string[]): Error {
  const near = nearest(rawName.replace(/^-+/, ""), flags);
  const hints = near.length > 0 ? [`did you mean ${near.map((flag) => `--${flag}`).join(" or ")}?`] : [];
  return fault(`there is no option ${rawName}`, ...hints, "--help lists all options");
}
