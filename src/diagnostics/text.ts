import type { DiagnosticText, Severity } from "./diagnostic.ts";

/** What every generated factory calls: lines of help and fixes whose placeholder was not given are `false` and left out. */
export function textOf(
  code: string,
  severity: Severity,
  message: string,
  help: readonly (string | false)[],
  url: string | null = null,
  fix?: string | false,
): DiagnosticText {
  const text = { code, severity, message, help: help.filter((line) => line !== false), url };
  return fix ? { ...text, fix } : text;
}
