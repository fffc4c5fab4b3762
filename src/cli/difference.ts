const CONTEXT_LINES = 5;

/** Says in a few lines where `existing` differs from `wanted`, as a diff would; the first difference only. */
export function firstDifference(path: string, existing: string | null, wanted: string): string {
  if (existing === null) return `${path} is missing\n`;
  const [old, fresh] = [existing.split("\n"), wanted.split("\n")];
  let first = 0;
  while (first < old.length && first < fresh.length && old[first] === fresh[first]) first++;
  let tail = 0;
  while (tail < Math.min(old.length, fresh.length) - first && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const removed = old.slice(first, old.length - tail);
  const added = fresh.slice(first, fresh.length - tail);
  return [
    `${path} is stale: it is not what the flow compiles to now`,
    `--- ${path}`,
    "+++ compiled now",
    `@@ -${first + 1},${removed.length} +${first + 1},${added.length} @@`,
    ...shortened("-", removed),
    ...shortened("+", added),
    "",
  ].join("\n");
}

function shortened(sign: string, lines: readonly string[]): string[] {
  const shown = lines.slice(0, CONTEXT_LINES).map((line) => `${sign}${line.slice(0, 160)}`);
  return lines.length > CONTEXT_LINES ? [...shown, `${sign}… ${lines.length - CONTEXT_LINES} more lines`] : shown;
}
