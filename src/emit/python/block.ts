import { endsInDefinition, leadsToDefinition, type Statement, writeStatements } from "./statement.ts";

/** What stands between two runs of blank lines at the module's level. */
export interface Block {
  readonly text: string;
  /** It begins, or ends, with a function or a class, which have two blank lines around them. */
  readonly startsWithDefinition: boolean;
  readonly endsWithDefinition: boolean;
}

/** Lines that are no definition, such as imports. */
export const plainBlock = (text: string): Block => ({ text, startsWithDefinition: false, endsWithDefinition: false });

/** Statements that belong together. */
export function blockOf(statements: readonly Statement[]): Block {
  const lines: string[] = [];
  writeStatements(lines, 0, statements, "module");
  const [first, ...rest] = statements;
  return {
    text: lines.join("\n"),
    startsWithDefinition: first !== undefined && leadsToDefinition(first, rest),
    endsWithDefinition: endsInDefinition(statements.at(-1)),
  };
}

/** Text that is formatted already. */
export function rawBlock(source: string): Block {
  let from = 0;
  let to = source.length;
  while (source[from] === "\n") from++;
  while (to > from && source[to - 1] === "\n") to--;
  const text = source.slice(from, to);
  const start = /^(?:#.*\n)*(.*)/.exec(text)?.[1] ?? "";
  // The last line at the margin that is not a bracket says what the text ends with.
  let end = text.length;
  let last = "";
  do {
    const lineStart = text.lastIndexOf("\n", end - 1) + 1;
    last = text.slice(lineStart, end);
    end = lineStart - 1;
  } while (end > 0 && !/^[^\s)\]}]/.test(last));
  return { text, startsWithDefinition: definition.test(start), endsWithDefinition: definition.test(last) };
}

const definition = /^(?:@|(?:async def|def|class)\s)/;

/** A file of blocks, with the blank lines between them that ruff demands. */
export function printBlocks(blocks: readonly Block[]): string {
  // Put together by `+`, which engines do without copying: most of a file is text that was prepared once.
  let text = "";
  let previous: Block | null = null;
  for (const block of blocks) {
    if (previous) text += previous.endsWithDefinition || block.startsWithDefinition ? "\n\n\n" : "\n\n";
    text += block.text;
    previous = block;
  }
  return `${text}\n`;
}
