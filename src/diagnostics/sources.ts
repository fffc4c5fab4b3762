import type { Place } from "./diagnostic.ts";
import { type LineIndex, lineIndex } from "./position.ts";

/** The lines of a file, if its text is known. */
export type SourceIndex = (file: string) => LineIndex | null;

/** Finds lines of files, once for each. */
export function indexSources(text: (file: string) => string | undefined): SourceIndex {
  const known = new Map<string, LineIndex | null>();
  return (file) => {
    const found = known.get(file);
    if (found !== undefined) return found;
    const source = text(file);
    const index = source === undefined ? null : lineIndex(source);
    known.set(file, index);
    return index;
  };
}

/** A place as `file:line:column`; the file alone where its text is not known. */
export function whereIs(place: Place, sources: SourceIndex): string {
  const start = sources(place.file)?.position(place.span.from);
  return start ? `${place.file}:${start.line}:${start.column}` : place.file;
}
