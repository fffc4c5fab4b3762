import type { Diagnostic } from "./diagnostic.ts";
import { renderGithub } from "./github.ts";
import { renderJson } from "./json.ts";
import { renderPretty } from "./pretty.ts";
import { renderSarif } from "./sarif.ts";
import { indexSources, type SourceIndex } from "./sources.ts";

/** The ways to show diagnostics, by name. */
export const diagnosticFormats = {
  pretty: renderPretty,
  json: renderJson,
  github: renderGithub,
  sarif: renderSarif,
} satisfies Record<string, (diagnostics: readonly Diagnostic[], sources: SourceIndex, color: boolean) => string>;

/** How diagnostics are shown. */
export interface FormatOptions {
  /** For people (`pretty`, the default), for programs, or for GitHub. */
  readonly format?: keyof typeof diagnosticFormats | undefined;
  /** Colours for a terminal, in the format `pretty`; none by default. */
  readonly color?: boolean | undefined;
}

/**
 * Diagnostics as text. `sources` gives the text of a file that places refer to; without it lines and columns are left out.
 * The text ends with a line end, or is empty where there is nothing to say (in formats for people).
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => string | undefined,
  { format = "pretty", color = false }: FormatOptions = {},
): string {
  return diagnosticFormats[format](diagnostics, indexSources(sources), color);
}

/** How many errors, warnings and infos there are, in words: `2 errors, 1 warning`; `""` where there are none. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return (["error", "warning", "info"] as const)
    .flatMap((severity) => {
      const count = diagnostics.filter((it) => it.severity === severity).length;
      return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
    })
    .join(", ");
}
