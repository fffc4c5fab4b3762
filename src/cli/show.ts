import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Levels } from "../diagnostics/levels.ts";
import { countDiagnostics, type FormatOptions, formatDiagnostics } from "../diagnostics/render.ts";
import { fault } from "./fault.ts";
import type { CommonValues } from "./options.ts";
import { printError, printOut } from "./print.ts";

/** What is said about flows. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file that was read, by name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Whether there is an error among diagnostics. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/**
 * Shows diagnostics as the user wants them: formats for programs on standard output unless that holds something else.
 * `then` is what follows for people, after how many there are.
 */
export function showFindings(
  { diagnostics, sources }: Findings,
  values: CommonValues,
  isOutputTaken: boolean,
  then = "",
): void {
  const format = (values.diagnostics ?? "pretty") as NonNullable<FormatOptions["format"]>;
  const shown = values.quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  const isForPrograms = format === "json" || format === "sarif";
  if (shown.length === 0 && !isForPrograms) return;
  const color = format === "pretty" && wantsColor(values.color);
  const text = formatDiagnostics(shown, (file) => sources.get(file), { format, color });
  (isForPrograms && !isOutputTaken ? printOut : printError)(text);
  if (format === "pretty" && !values.quiet) printError(`\n${countDiagnostics(shown)}${then}\n`);
}

function wantsColor(when: string | undefined): boolean {
  if (when === "always" || when === "never") return when === "always";
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return TERM !== "dumb" && process.stderr.isTTY === true;
}

/** Reads `--level CODE=LEVEL`. */
export function levelsOf(values: CommonValues): Levels {
  const levels: Record<string, Levels[string]> = {};
  for (const each of values.level ?? []) {
    const [, code, level] = /^([^=]+)=(off|info|warning|error)$/.exec(each) ?? [];
    if (!code || !level)
      throw fault(`--level cannot be ${JSON.stringify(each)}`, "write CODE=off, CODE=info, CODE=warning or CODE=error");
    levels[code] = level as Levels[string];
  }
  return levels;
}
