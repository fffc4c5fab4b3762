import type { Diagnostic, Fix, Place, Severity } from "./diagnostic.ts";
import { numberOf } from "./json.ts";
import type { SourceIndex } from "./sources.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** For code scanning: a SARIF 2.1.0 log of one run. */
export function renderSarif(diagnostics: readonly Diagnostic[], sources: SourceIndex): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "metaflow-transpile",
            rules: codes.map((id) => ruleOf(id, diagnostics)),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((it) => ({
          ruleId: it.code,
          ruleIndex: codes.indexOf(it.code),
          level: levels[it.severity],
          message: { text: [it.message, ...it.notes, ...it.help.map((help) => `help: ${help}`)].join("\n") },
          locations: it.place ? [location(it.place, sources)] : [],
          relatedLocations: it.labels.map(({ place, message }) => ({
            ...location(place, sources),
            message: { text: message },
          })),
          ...(it.fix ? { fixes: [fixRecord(it.fix, sources)] } : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string, diagnostics: readonly Diagnostic[]) {
  const url = diagnostics.find(({ code }) => code === id)?.url;
  return { id, ...(url ? { helpUri: url } : {}), properties: { number: numberOf(id) } };
}

function fixRecord({ title, edits }: Fix, sources: SourceIndex) {
  const files = [...new Set(edits.map(({ place }) => place.file))];
  const artifactChanges = files.map((file) => ({
    artifactLocation: { uri: uriOf(file) },
    replacements: edits
      .filter(({ place }) => place.file === file)
      .map(({ place, text }) => ({ deletedRegion: regionOf(place, sources), insertedContent: { text } })),
  }));
  return { description: { text: title }, artifactChanges };
}

function location(place: Place, sources: SourceIndex) {
  const artifactLocation = { uri: uriOf(place.file) };
  if (!sources(place.file)) return { physicalLocation: { artifactLocation } };
  return { physicalLocation: { artifactLocation, region: regionOf(place, sources) } };
}

function regionOf(place: Place, sources: SourceIndex) {
  const characters = { charOffset: place.span.from, charLength: place.span.to - place.span.from };
  const index = sources(place.file);
  if (!index) return characters;
  const start = index.position(place.span.from);
  const end = index.position(place.span.to);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...characters,
  };
}

/** A relative reference, or a `file:` URI for an absolute path. */
function uriOf(file: string): string {
  const path = encodeURI(file.replaceAll("\\", "/").replace(/[\ud800-\udfff]/gu, "\ufffd")).replace(
    /[?#]/g,
    encodeURIComponent,
  );
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path}`;
  return path.startsWith("/") ? `file://${path}` : path;
}
