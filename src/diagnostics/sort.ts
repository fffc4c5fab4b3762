import type { Diagnostic } from "./diagnostic.ts";

/** Diagnostics in source order, without a second one of the same code at the same place. Those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = new Map<string, number>();
  const unique = new Map<string, Diagnostic>();
  for (const each of diagnostics) {
    const { place } = each;
    if (place && !files.has(place.file)) files.set(place.file, files.size);
    const key = place
      ? `${each.code} ${place.span.from} ${place.span.to} ${place.file}`
      : `${each.code} ${each.message}`;
    const other = unique.get(key);
    if (!other) unique.set(key, each);
    else if (!other.compat && each.compat) unique.set(key, { ...other, compat: each.compat });
  }
  const file = ({ place }: Diagnostic): number => (place ? (files.get(place.file) ?? 0) : -1);
  const from = ({ place }: Diagnostic): number => place?.span.from ?? 0;
  const to = ({ place }: Diagnostic): number => place?.span.to ?? 0;
  return [...unique.values()].sort((a, b) => file(a) - file(b) || from(a) - from(b) || to(a) - to(b));
}
