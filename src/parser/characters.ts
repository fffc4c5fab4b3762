import * as Code from "./code.ts";

/** Whether the code is one of `0` to `9`. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether an identifier can begin with this ASCII character. */
export const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

/** 1 for the ASCII characters of identifiers. */
const wordCharacters = Uint8Array.from({ length: 128 }, (_, code) => Number(isLetter(code) || isDigit(code)));

/** The first offset from `at` on that does not belong to a word. */
export function skipWord(text: string, at: number): number {
  let position = at;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code < 128) {
      if (wordCharacters[code] === 0) return position;
      position++;
    } else {
      const units = wordUnits(text, position);
      if (units === 0) return position;
      position += units;
    }
  }
}

/** How many units the identifier character beyond ASCII at `at` takes: 0 when it is none, 2 beyond the basic plane. */
function wordUnits(text: string, at: number): number {
  const point = text.codePointAt(at);
  if (point === undefined) return 0;
  const character = String.fromCodePoint(point);
  return /\p{ID_Continue}/u.test(character) ? character.length : 0;
}

/** The first offset from `at` on that is neither a space nor a tab. */
export function skipBlanks(text: string, at: number): number {
  let position = at;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code !== Code.space && code !== Code.tab) return position;
    position++;
  }
}
