/**
 * The same text with only `\n` as line end, without byte order mark and form feeds. Every character keeps its offset,
 * so spans found here hold in the original. (A form feed in an indentation sets Python's column back to 0, as a line
 * end does; inside strings nothing is lost, because their values are read from the original.)
 */
export function normalise(text: string): string {
  let result = text.charCodeAt(0) === 0xfeff ? `\n${text.slice(1)}` : text;
  if (result.includes("\r")) {
    // A backslash must stay next to the line end that it joins.
    result = result
      .replace(/\\\r\n/g, " \\\n")
      .replace(/\r\n/g, " \n")
      .replace(/\r/g, "\n");
  }
  if (result.includes("\f")) {
    result = result.replace(/^[ \t\f]*\f/gm, (blank) => "\n".repeat(blank.length)).replace(/\f/g, " ");
  }
  return result;
}
