import { escapeInvisible } from "./escape.ts";
import { indentation, lineWidth } from "./print.ts";
import type { Statement } from "./statement.ts";

/** A comment, of as many lines as its text has. */
export function comment(text: string): Statement {
  const rows = textLines(text).map((row) => (row === "" ? "#" : `# ${row}`));
  return {
    kind: "comment",
    write: (lines, depth) => {
      for (const row of rows) lines.push(indentation.repeat(depth) + row);
    },
  };
}

/** The heading of a section of a module: a comment over the whole width. */
export function sectionComment(title: string): Statement {
  return comment(`--- ${title} `.padEnd(lineWidth - 2, "-"));
}

/** A blank line. Those that ruff demands come by themselves. */
export const blank: Statement = { kind: "blank", write: () => {} };

/** A docstring: any text, with its common indentation removed. */
export function docstring(text: string): Statement {
  const [start = "", ...others] = dedented(textLines(text.replace(/\\/g, "\\\\")));
  const closed = others.length === 0 ? start.replace(/"$/, '\\"') : start;
  // As ruff does: a quote that begins the text stands off the quotes that open it.
  const first = escapeQuotes(closed).replace(/^"/, ' "');
  const rest = others.map(escapeQuotes);
  return {
    kind: "docstring",
    write: (lines, depth) => {
      const margin = indentation.repeat(depth);
      if (rest.length === 0) lines.push(`${margin}"""${first}"""`);
      else {
        lines.push(`${margin}"""${first}`, ...rest.map((row) => (row === "" ? "" : margin + row)), `${margin}"""`);
      }
    },
  };
}

const escapeQuotes = (row: string): string => row.replace(/"""/g, '\\"\\"\\"');

/** Nothing to escape. */
const plain = /^[ -~\n]*$/;

/** Lines without what does not show, without blanks at their ends, and without empty lines around them. */
function textLines(text: string): string[] {
  const rows = plain.test(text)
    ? text.split("\n").map((row) => row.trimEnd())
    : text.split(/\r\n|[\n\r]/).map((row) => escapeInvisible(indentedBySpaces(row)).trimEnd());
  const from = rows.findIndex((row) => row !== "");
  let to = rows.length;
  while (to > 0 && rows[to - 1] === "") to--;
  return from < 0 ? [""] : rows.slice(from, to);
}

const indentedBySpaces = (row: string): string =>
  row.replace(/\t/g, indentation).replace(/^[ \u3000]+/, (margin) => margin.replaceAll("\u3000", "  "));

/** What `inspect.cleandoc` does: the first line is dedented by itself, the others by what they have in common. */
function dedented([first = "", ...rest]: string[]): string[] {
  const margin = Math.min(...rest.filter((row) => row !== "").map((row) => row.search(/[^ ]/)));
  return [first.trimStart(), ...rest.map((row) => row.slice(margin))];
}
