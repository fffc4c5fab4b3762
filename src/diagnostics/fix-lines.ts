import type { Fix } from "./diagnostic.ts";
import { cutAround, displayText } from "./display.ts";
import { applyEdits } from "./edits.ts";
import type { Paint } from "./paint.ts";
import type { SourceIndex } from "./sources.ts";

const frameWidth = 120;

/** So many lines show what a fix does; further ones are left out. */
const mostLines = 8;

/** What a fix does to a file, as a difference; nothing where the text is not known. */
export function fixLines({ edits }: Fix, sources: SourceIndex, gutter: number, paint: Paint): string[] {
  const file = edits[0]?.place.file ?? "";
  const index = sources(file);
  if (!index) return [];
  const here = edits.filter(({ place }) => place.file === file);
  const first = Math.min(...here.map(({ place }) => index.position(place.span.from).line));
  const last = Math.max(...here.map(({ place }) => index.position(place.span.to).line));
  const start = index.start(first);
  const moved = here.map(({ place: { span }, text }) => ({
    place: { file, span: { from: span.from - start, to: span.to - start } },
    text,
  }));
  const block = index.lines(first, last);
  const before = linesOf(block);
  const after = linesOf(applyEdits(block, file, moved));
  let same = 0;
  while (same < Math.min(before.length, after.length) && before[same] === after[same]) same++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - same && before.at(-1 - end) === after.at(-1 - end)) end++;
  const row = (sign: string) => (text: string, at: number) => {
    const { text: visible } = cutAround(displayText(text), 0, frameWidth - gutter - 3);
    return `${paint.frame(`${String(first + same + at).padStart(gutter)} ${sign}`)} ${visible}`.trimEnd();
  };
  const removed = before.slice(same, before.length - end).map(row("-"));
  const added = after.slice(same, after.length - end).map(row("+"));
  return [...removed, ...added].slice(0, mostLines);
}

/** Lines without their ends. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r]/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
