/** The median of the times, in milliseconds, that a function takes when it is warm. */
export function warmMedian(work, runs = 200) {
  for (let run = 0; run < runs; run++) work();
  const times = Array.from({ length: runs }, () => time(work));
  return median(times);
}

/** The time of one call in milliseconds. */
export function time(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** A table in Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A ratio with two digits. */
export const ratio = (number) => `${number.toFixed(2)}×`;
