/** A docstring without the indent of its text, as `deindent_docstring` in metaflow/graph.py gives it for Python before 3.13. */
export function deindentDocstring(doc: string | null): string {
  if (!doc) return "";
  const indent = docstringIndent(doc);
  return indent === null ? doc : pythonStrip(doc.replaceAll(`\n${indent}`, "\n"));
}

/** The indent that Metaflow removes from the lines of a text, or `null` where it removes none. */
export function docstringIndent(doc: string): string | null {
  let sawFirst = false;
  for (const line of doc.split(LINE_END)) {
    if (line === "") continue;
    const indent = /^[\t ]+/.exec(line)?.[0] ?? null;
    if (indent !== null || sawFirst) return indent;
    sawFirst = true;
  }
  return null;
}

// What Python's `str.splitlines` takes for a line end.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

function pythonStrip(text: string): string {
  return text.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/gu, "");
}
