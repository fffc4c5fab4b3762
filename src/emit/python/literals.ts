import { escapeCharacter, escapeInvisible } from "./escape.ts";
import { atom, type Expression } from "./expression.ts";

/** Strings that are their own literal. */
const plain = /^[\x20!#-[\]-~]*$/;

/** Python refuses to read decimal numbers of more than 4300 digits (`sys.set_int_max_str_digits`); hexadecimal ones have no limit. */
const maximumHexDigits = 3500;

/** A string. With the other functions of this file, the only way in which a user's text gets into the output. */
export function string(value: string): Expression {
  return atom(stringLiteral(value));
}

/** The text of a string literal, in the quotes that ruff prefers. */
export function stringLiteral(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  return escapeInvisible(quoted(value));
}

/** A byte string. */
export function bytes(value: Uint8Array): Expression {
  const text = Array.from(value, (byte) => String.fromCharCode(byte)).join("");
  return atom(`b${quoted(text).replace(/[^\x20-\x7e]/g, escapeCharacter)}`);
}

/** An int of any size. */
export function int(value: bigint | number): Expression {
  if (Number.isSafeInteger(value)) return atom(String(value));
  const integer = BigInt(value);
  const hex = integer.toString(16);
  return atom(hex.length < maximumHexDigits ? integer.toString() : hex.toUpperCase().replace(/^-?/, "$&0x"));
}

/** A float, also an infinite one or not a number. */
export function float(value: number): Expression {
  if (Number.isNaN(value)) return atom('float("nan")');
  if (!Number.isFinite(value)) return atom(value > 0 ? 'float("inf")' : 'float("-inf")');
  const text = Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
  return atom(/[.e]/.test(text) ? text : `${text}.0`);
}

/** `True` or `False`. */
export function bool(value: boolean): Expression {
  return atom(value ? "True" : "False");
}

/** `None`. */
export const none: Expression = atom("None");

/** ruff writes double quotes unless single ones need fewer escapes. */
function quoted(value: string): string {
  const quote = value.split('"').length > value.split("'").length ? "'" : '"';
  return (
    quote +
    value
      .replace(/\\/g, "\\\\")
      .replaceAll(quote, `\\${quote}`)
      .replace(/[\n\r\t]/g, named) +
    quote
  );
}

const named = (character: string): string => (character === "\n" ? "\\n" : character === "\r" ? "\\r" : "\\t");
