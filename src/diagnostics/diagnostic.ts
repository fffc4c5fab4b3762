import type { Span } from "./span.ts";

/** How much a diagnostic weighs: an `error` stops emission. */
export type Severity = "error" | "warning" | "info";

/** A place in one of the files that were read. */
export interface Place {
  /** Name of the file as the caller gave it, or as `readModule` was asked for it. */
  readonly file: string;
  readonly span: Span;
}

/** A replacement of a range of a source; an empty range is an insertion. */
export interface Edit {
  readonly place: Place;
  readonly text: string;
}

/** A change of the source that certainly removes the problem. Its edits do not overlap. */
export interface Fix {
  /** What it does: `change it to …`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Something to tell the user about the source: what is wrong, where, and what to do. */
export interface Diagnostic {
  /** Stable name of the kind of problem, as in `messages/*.md`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** `null` where there is no place to point at (an empty file, a wrong option). */
  readonly place: Place | null;
  /** Further places that explain the first one. */
  readonly labels: readonly { readonly place: Place; readonly message: string }[];
  readonly notes: readonly string[];
  /** What to do about it. */
  readonly help: readonly string[];
  /** Where Metaflow documents what it is about; `null` where it is not Metaflow's. */
  readonly url: string | null;
  /** What to change, where that is certain; else `null`. */
  readonly fix: Fix | null;
  /** Metaflow's own words for the first error that it would report itself, and the line (from 1) that it names; `null` elsewhere. */
  readonly compat: { readonly message: string; readonly line: number | null } | null;
}

/** Collects diagnostics; passes report into it and go on. */
export type DiagnosticSink = (diagnostic: Diagnostic) => void;

/** What `codes.NAME(…)` of `codes.generated.ts` gives: everything about a diagnostic but its place. */
export interface DiagnosticText {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: readonly string[];
  readonly url: string | null;
  /** What its fix would do, where the kind of problem can have one. */
  readonly fix?: string | undefined;
}

/** The optional rest of a diagnostic. */
export interface DiagnosticExtras {
  readonly labels?: Diagnostic["labels"];
  readonly notes?: readonly string[];
  readonly compat?: Diagnostic["compat"];
  /** What its fix would change, where one is certain. */
  readonly edits?: readonly Edit[] | null | undefined;
}

/** Puts a text at its place. */
export function diagnostic(
  { fix: title, ...text }: DiagnosticText,
  place: Place | null,
  { labels = [], notes = [], compat = null, edits }: DiagnosticExtras = {},
): Diagnostic {
  return { ...text, place, labels, notes, fix: title !== undefined && edits ? { title, edits } : null, compat };
}
