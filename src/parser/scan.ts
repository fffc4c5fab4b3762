import { isDigit } from "./characters.ts";
import * as Code from "./code.ts";

/** Whether three quotes stand at `at`. */
export const isTriple = (text: string, at: number, quote: number): boolean =>
  text.charCodeAt(at) === quote && text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;

function digitsEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    const code = text.charCodeAt(end);
    if (!isDigit(code) && !(code === 95 && isDigit(text.charCodeAt(end + 1)))) return end;
    end++;
  }
}

const isHexLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 102;

function prefixedEnd(text: string, from: number, hex: boolean): number {
  let end = from;
  for (;;) {
    const code = text.charCodeAt(end);
    if (!isDigit(code) && code !== 95 && !(hex && isHexLetter(code))) return end;
    end++;
  }
}

/** Where the number that begins at `from` ends. */
export function numberEnd(text: string, from: number): number {
  const radix = text.charCodeAt(from) === 48 ? text.charCodeAt(from + 1) | 32 : 0;
  if (radix === 120 || radix === 111 || radix === 98) return prefixedEnd(text, from + 2, radix === 120);
  let end = digitsEnd(text, from);
  if (text.charCodeAt(end) === Code.dot) end = digitsEnd(text, end + 1);
  if ((text.charCodeAt(end) | 32) === 101) {
    const sign = text.charCodeAt(end + 1);
    const exponent = end + (sign === Code.plus || sign === Code.minus ? 2 : 1);
    if (isDigit(text.charCodeAt(exponent))) end = digitsEnd(text, exponent);
  }
  return (text.charCodeAt(end) | 32) === 106 ? end + 1 : end;
}

/** Where the operator that begins at `from` ends; brackets are none. */
export function operatorEnd(text: string, from: number): number {
  const code = text.charCodeAt(from);
  const second = text.charCodeAt(from + 1);
  if (code === Code.comma || code === Code.semicolon || code === Code.tilde) return from + 1;
  if (code === Code.dot) return second === code && text.charCodeAt(from + 2) === code ? from + 3 : from + 1;
  if ((code === Code.minus || code === Code.less) && second === Code.greater) return from + 2;
  const doubles = code === Code.star || code === Code.slash || code === Code.less || code === Code.greater;
  const end = doubles && second === code ? from + 2 : from + 1;
  return text.charCodeAt(end) === Code.equals ? end + 1 : end;
}

/** Where the quote is that ends a string whose content begins at `from`; the offset of the line's or text's end without one. */
export function stringEnd(text: string, from: number, quote: number, long: boolean): number {
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === Code.backslash) end++;
    else if (code === quote && (!long || isTriple(text, end, quote))) return end;
    else if (code === Code.newline && !long) return end;
  }
  return text.length;
}

/** Over an escape in an f-string: the offset of its last character. A field can begin behind the backslash of `\{`. */
function escapeEnd(text: string, at: number, raw: boolean, idle: number[]): number {
  const after = text.charCodeAt(at + 1);
  if (after === Code.braceOpen) idle.push(at);
  if (after === Code.braceOpen || after === Code.braceClose) return at;
  if (raw || after !== 78 || text.charCodeAt(at + 2) !== Code.braceOpen) return at + 1;
  for (let end = at + 3; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === Code.braceClose) return end;
    if (code === Code.newline) return end - 1;
  }
  return text.length;
}

/**
 * Where the next thing stands in the literal text of an f-string: a brace, the quote, the line end that ends it, or the
 * end of the text. Backslashes that the grammar takes for more than they are go to `idle`.
 */
export function formatStop(
  text: string,
  from: number,
  { code: quote, long, raw }: { readonly code: number; readonly long: boolean; readonly raw: boolean },
  inSpecification: boolean,
  idle: number[],
): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Code.backslash) at = escapeEnd(text, at, raw, idle);
    else if (code === Code.newline) {
      if (!long) return at;
    } else if (code === Code.braceOpen) {
      if (inSpecification || text.charCodeAt(at + 1) !== code) return at;
      at++;
    } else if (code === Code.braceClose) {
      if (inSpecification) return at;
    } else if (code === quote && (!long || isTriple(text, at, quote))) return at;
  }
  return text.length;
}
