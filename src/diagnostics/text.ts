import type { DiagnosticText, Severity } from "./diagnostic.ts";

/** What every generated factory calls: help lines whose placeholder was not given are `false` and left out. */
export function textOf(
  code: string,
  severity: Severity,
  message: string,
  help: readonly (string | false)[],
): DiagnosticText {
  return { code, severity, message, help: help.filter((line) => line !== false) };
}
