import { codeNumbers, level_not_adjustable, level_unknown, levelFloors } from "./codes.generated.ts";
import { type Diagnostic, diagnostic, type Severity } from "./diagnostic.ts";
import { sortDiagnostics } from "./sort.ts";

/** Severities that the caller wants for some codes. */
export type Levels = Readonly<Record<string, Severity | "off">>;

const weights = { off: 0, info: 1, warning: 2, error: 3 } as const;

/** Diagnostics at the caller's levels, in source order, each once; and what is wrong with the levels. */
export function applyLevels(diagnostics: readonly Diagnostic[], levels: Levels): Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (const code of Object.keys(levels)) {
    if (!Object.hasOwn(codeNumbers, code)) faults.push(diagnostic(level_unknown({ code }), null));
  }
  const levelled = diagnostics.flatMap((each): readonly Diagnostic[] => {
    const level = Object.hasOwn(levels, each.code) ? levels[each.code] : undefined;
    if (level === undefined || level === each.severity) return [each];
    const floor = levelFloors[each.code] ?? (each.severity === "error" ? "error" : "off");
    if (weights[level] < weights[floor]) {
      faults.push(diagnostic(level_not_adjustable({ code: each.code, severity: floor }), null));
      return [{ ...each, severity: floor as Severity }];
    }
    return level === "off" ? [] : [{ ...each, severity: level }];
  });
  return sortDiagnostics([...levelled, ...faults]);
}
