import type { CliOption, CliTable } from "./options.ts";
import type { Word } from "./word.ts";

const WIDTH = 100;
const COLUMN = 30;

/** The help text of a word: how it is used and every option that it takes. */
export function helpOf({ name, operands, summary, details, options }: Word): string {
  const groups = Object.entries(options).map(([title, table]) => `\n${title}:\n${optionLines(table)}`);
  return `Usage: metaflow-transpile ${name} ${operands}\n\n${wrapped(summary, 0)}\n${details ? `\n${details}\n` : ""}${groups.join("")}`;
}

/** The help text of the whole command line. */
export function overview(words: readonly Word[]): string {
  const width = Math.max(...words.map(({ name }) => name.length)) + 2;
  const lines = words.map(({ name, summary }) => `  ${name.padEnd(width)}${wrapped(summary, width + 2)}\n`);
  return `Usage: metaflow-transpile WORD …

Compiles Metaflow flows to self-contained Python for other schedulers, without running Python.

Words:
${lines.join("")}
  metaflow-transpile WORD --help    the options of a word
  metaflow-transpile --version      the version

Exit codes: 0 done, 1 the flow has errors or its run failed, 2 wrong usage, or a file cannot be read or written.
`;
}

function optionLines(table: CliTable): string {
  return Object.values(table)
    .map((option) => {
      const flag = `  ${option.short ? `-${option.short}, ` : ""}--${option.flag}${option.placeholder && ` ${option.placeholder}`}`;
      const gap = flag.length + 2 > COLUMN ? `\n${" ".repeat(COLUMN)}` : " ".repeat(COLUMN - flag.length);
      return `${flag}${gap}${wrapped(describe(option), COLUMN)}\n`;
    })
    .join("");
}

function describe({ help, choices }: CliOption): string {
  return choices ? `${help.replace(/\.$/, "")}: ${choices.join(", ")}.` : help;
}

/** Breaks a text into lines; all but the first begin at `margin`. */
function wrapped(text: string, margin: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && margin + last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${" ".repeat(margin)}`);
}
