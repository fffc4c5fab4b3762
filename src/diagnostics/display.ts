import { textWidth } from "./width.ts";

/** Characters that would move the cursor, change colours or turn the order of text around. */
const unsafe = /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

/** A text that is safe to show on one line of a terminal: tabs are four spaces, what does not show is `�`. */
export function displayText(text: string): string {
  return text.replaceAll("\t", "    ").replace(unsafe, "\ufffd");
}

/** A part of a line, and how many columns were cut off before it. */
export interface Window {
  readonly text: string;
  readonly skipped: number;
}

/** At most `columns` columns of a line that is safe to show, with column `focus` (from 0) among them; `…` stands for what is cut off. */
export function cutAround(line: string, focus: number, columns: number): Window {
  if (textWidth(line) <= columns) return { text: line, skipped: 0 };
  const from = Math.max(0, Math.min(focus - Math.floor(columns / 3), textWidth(line) - columns));
  let text = from > 0 ? "…" : "";
  let width = text.length;
  let column = 0;
  let skipped = 0;
  for (const character of line) {
    const size = textWidth(character);
    if (column >= from + (from > 0 ? 1 : 0)) {
      if (width + size > columns - 1 && column + size < textWidth(line)) return { text: `${text}…`, skipped };
      text += character;
      width += size;
    } else skipped = column + size - 1;
    column += size;
  }
  return { text, skipped };
}
