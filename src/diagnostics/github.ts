import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { SourceIndex } from "./sources.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** For GitHub Actions: workflow commands, which put annotations on a pull request. */
export function renderGithub(diagnostics: readonly Diagnostic[], sources: SourceIndex): string {
  return diagnostics
    .map((it) => {
      const properties = Object.entries({ ...placeProperties(it, sources), title: it.code })
        .map(([key, value]) => `${key}=${escapeText(String(value)).replace(/:/g, "%3A").replace(/,/g, "%2C")}`)
        .join(",");
      const text = [it.message, ...it.notes.map((note) => `note: ${note}`), ...it.help.map((help) => `help: ${help}`)];
      return `::${commands[it.severity]} ${properties}::${escapeText(text.join("\n"))}\n`;
    })
    .join("");
}

function placeProperties({ place }: Diagnostic, sources: SourceIndex): Record<string, string | number> {
  if (!place) return {};
  const file = place.file.replaceAll("\\", "/");
  const index = sources(place.file);
  if (!index) return { file };
  const start = index.position(place.span.from);
  const end = index.position(place.span.to);
  // GitHub shows columns only where both are on one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return { file, line: start.line, endLine: end.line, ...columns };
}

const escapeText = (text: string): string => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
