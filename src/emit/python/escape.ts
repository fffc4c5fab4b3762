/**
 * Characters that do not show, change the order of what does, or cannot be encoded: controls, format characters, odd spaces, fillers,
 * variation selectors, lone surrogates. A fixed list rather than a Unicode property, whose members change with the engine.
 */
const invisible =
  /[\0-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{110bd}\u{110cd}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** One character as Python writes it in a string that may hold any. */
export function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, "0")}`;
  return code > 0xff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\x${code.toString(16).padStart(2, "0")}`;
}

/** A text with all characters that do not show as escapes. */
export function escapeInvisible(text: string): string {
  return /^[ -~]*$/.test(text) ? text : text.replace(invisible, escapeCharacter);
}
