import { codeNumbers } from "./codes.generated.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import type { SourceIndex } from "./sources.ts";

/** For programs: a JSON array of everything that is known about each diagnostic; offsets and columns in UTF-16 code units. */
export function renderJson(diagnostics: readonly Diagnostic[], sources: SourceIndex): string {
  const records = diagnostics.map((it) => ({
    code: it.code,
    number: numberOf(it.code),
    severity: it.severity,
    message: it.message,
    place: it.place && placeRecord(it.place, sources),
    labels: it.labels.map(({ place, message }) => ({ message, place: placeRecord(place, sources) })),
    notes: it.notes,
    help: it.help,
    url: it.url,
    fix: it.fix && {
      title: it.fix.title,
      edits: it.fix.edits.map(({ place, text }) => ({ place: placeRecord(place, sources), text })),
    },
    compat: it.compat,
  }));
  return `${JSON.stringify(records, null, 2)}\n`;
}

/** The number of a code, such as `MF2012`; `null` for one that is not ours. */
export function numberOf(code: string): string | null {
  return Object.hasOwn(codeNumbers, code) ? `MF${codeNumbers[code]}` : null;
}

function placeRecord({ file, span }: Place, sources: SourceIndex) {
  const index = sources(file);
  return {
    file,
    from: span.from,
    to: span.to,
    start: index?.position(span.from) ?? null,
    end: index?.position(span.to) ?? null,
  };
}
