/** How a word can stand in a line. */
export type Role = "value" | "prefix" | "infix" | "statement";

const roles = new Map<string, Role>();
for (const word of ["None", "True", "False"]) roles.set(word, "value");
for (const word of ["not", "lambda", "await", "yield", "async", "from"]) roles.set(word, "prefix");
for (const word of ["and", "or", "in", "is", "if", "else", "for", "as"]) roles.set(word, "infix");
const statements =
  "def class while with try return pass break continue import global nonlocal del assert raise except finally elif";
for (const word of statements.split(" ")) roles.set(word, "statement");

/** The role of a keyword; `undefined` for names. */
export const roleOf = (word: string): Role | undefined => roles.get(word);

/** Words that begin a statement in some places and are names elsewhere. */
export const softWords: ReadonlySet<string> = new Set(["match", "case", "type"]);

/** Statements that need a colon and a body. */
export const blockWords: ReadonlySet<string> = new Set(
  "def class while with try except finally elif if else for".split(" "),
);
