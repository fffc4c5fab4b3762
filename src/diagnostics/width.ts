// Ranges of Unicode Standard Annex 11 as the crate unicode-width has them, which ruff measures with.
const narrow = /^[\x20-\x7e]*$/;
const zero =
  /[\p{Grapheme_Extend}\u0605\u070f\u0890\u0891\u08e2\u0d4e\u1160-\u11ff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ua8fa\ud7b0-\ud7fb\ufeff\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u;
const wide =
  /[\u1100-\u115f\u17a4\u17d8\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}/u;

/** Whether a text takes no more than so many columns: no character takes more than two. */
export const fitsInto = (columns: number, text: string): boolean =>
  text.length * 2 <= columns || textWidth(text) <= columns;

/** How many columns a terminal, and `ruff format`, gives to a text on one line: East-Asian and emoji characters take two, combining marks none. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    width += narrow.test(character) ? 1 : zero.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return width;
}
