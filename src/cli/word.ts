import type { CliTable } from "./options.ts";

/** Something that the command line can do. A word is one entry in the table of `main.ts`. */
export interface Word {
  readonly name: string;
  /** What follows the name, for help texts. */
  readonly operands: string;
  /** One line. */
  readonly summary: string;
  /** What else there is to know, in the help of the word. */
  readonly details?: string;
  /** Options in groups, as help texts show them. */
  readonly options: Readonly<Record<string, CliTable>>;
  /** Does it and gives the exit code. */
  run(words: readonly string[]): number | Promise<number>;
}

/** Exit codes. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
