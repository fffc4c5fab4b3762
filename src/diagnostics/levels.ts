import type { Diagnostic, Severity } from "./diagnostic.ts";

/** Severities that the caller wants for some codes. */
export type Levels = Readonly<Record<string, Severity | "off">>;

/** Diagnostics at the caller's levels, in source order, each once. */
export function applyLevels(diagnostics: readonly Diagnostic[], levels: Levels): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .flatMap((each) => {
      const level = levels[each.code];
      if (level === undefined || each.severity === "error") return [each];
      return level === "off" ? [] : [{ ...each, severity: level }];
    })
    .filter((each) => {
      const key = `${each.code} ${each.place?.file} ${each.place?.span.from} ${each.place?.span.to} ${each.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => (a.place?.span.from ?? -1) - (b.place?.span.from ?? -1));
}
