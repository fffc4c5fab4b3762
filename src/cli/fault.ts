/** What goes wrong outside of the flow itself: wrong usage, files that cannot be read or written. Ends with exit code 2. */
export interface Fault extends Error {
  readonly isFault: true;
  /** What to do about it. */
  readonly help: readonly string[];
}

/** Makes a fault to throw: what is wrong, and what to do about it. */
export function fault(message: string, ...help: readonly string[]): Fault {
  return Object.assign(new Error(message), { isFault: true as const, help });
}

/** Tells faults, which are for users, from mistakes in this program. */
export function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Error && "isFault" in thrown;
}

/** Words for the commonest faults of the file system. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be too large",
  ELOOP: "its symbolic links lead back to themselves",
  ENAMETOOLONG: "its name is too long",
  EMFILE: "too many files are open",
};

/** Why the file system refused, in words. */
export function reasonOf(thrown: unknown): string {
  const code = codeOf(thrown);
  return reasons[code] ?? (code || String(thrown));
}

/** The code of a fault of the file system, such as `ENOENT`; `""` for others. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
}
