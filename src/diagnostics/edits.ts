import type { Diagnostic, Edit, Fix } from "./diagnostic.ts";

/** The text of a file with the edits that concern it. */
export function applyEdits(text: string, file: string, edits: readonly Edit[]): string {
  let result = "";
  let position = 0;
  for (const { place, text: replacement } of inOrder(edits.filter((edit) => edit.place.file === file))) {
    result += text.slice(position, place.span.from) + replacement;
    position = place.span.to;
  }
  return result + text.slice(position);
}

/** The fixes of diagnostics that do not touch one another's edits: of two that do, the first. */
export function compatibleFixes(diagnostics: readonly Diagnostic[]): Fix[] {
  const taken: Edit[] = [];
  return diagnostics.flatMap(({ fix }) => {
    if (!fix || fix.edits.some((edit) => taken.some((other) => touch(edit, other)))) return [];
    taken.push(...fix.edits);
    return fix;
  });
}

const inOrder = (edits: readonly Edit[]): Edit[] =>
  [...edits].sort((a, b) => a.place.span.from - b.place.span.from || a.place.span.to - b.place.span.to);

function touch({ place: a }: Edit, { place: b }: Edit): boolean {
  return a.file === b.file && a.span.from <= b.span.to && b.span.from <= a.span.to;
}
