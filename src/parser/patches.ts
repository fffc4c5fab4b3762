/** A replacement of `[from, to)` by as many characters. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * What stands for source that the grammar must not see. It is a letter to the grammar and to nobody else, so a name
 * that contains it was not written by the user.
 */
export const FILLER = "\uf8ff";

/** A name as long as `[from, to)`. */
export function blank(from: number, to: number): Patch {
  return { from, to, text: FILLER.repeat(Math.max(0, to - from)) };
}

/** The same after a space, for text that follows a keyword. */
export function blankAfterWord(from: number, to: number): Patch {
  return { from, to, text: to > from ? ` ${FILLER.repeat(to - from - 1)}` : "" };
}

/** Appends a patch, in place of those that it covers. Patches come in the order of their ends. */
export function addPatch(patches: Patch[], patch: Patch): void {
  dropPatches(patches, patch.from);
  if (patch.to > patch.from) patches.push(patch);
}

/** Forgets the patches that begin at `from` or later. */
export function dropPatches(patches: Patch[], from: number): void {
  while (patches.length > 0 && (patches.at(-1) as Patch).from >= from) patches.pop();
}

/** The text with its patches in place; as long as before. */
export function applyPatches(text: string, patches: readonly Patch[]): string {
  if (patches.length === 0) return text;
  const pieces: string[] = [];
  let position = 0;
  for (const { from, to, text: replacement } of patches) {
    pieces.push(text.slice(position, from), replacement);
    position = to;
  }
  pieces.push(text.slice(position));
  return pieces.join("");
}
