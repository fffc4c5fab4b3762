import type { Edit, Place } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { Argument } from "./decorator.ts";
import type { SourceModule } from "./objects.ts";

/** Puts a text in the place of another. */
export function replace(place: Place, text: string): Edit[] {
  return [{ place, text }];
}

/** Puts a text before an offset. */
export function insert(file: string, at: number, text: string): Edit {
  return { place: { file, span: { from: at, to: at } }, text };
}

/** The whole lines of a span, with the line end; `null` where something else than a comment shares them. */
export function wholeLines({ text }: SourceModule, { from, to }: Span): Span | null {
  const before = /[^\r\n]*$/.exec(text.slice(Math.max(0, from - 1000), from))?.[0] ?? "";
  const after = /^[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)/.exec(text.slice(to, to + 1000))?.[0];
  if (/[^ \t]/.test(before) || after === undefined) return null;
  return { from: from - before.length, to: to + after.length };
}

/** Removes an argument of a call together with a comma. */
export function withoutArgument(all: readonly Argument[], argument: Argument): Edit[] {
  const at = all.indexOf(argument);
  const { file, span } = argument.place;
  const [before, after] = [all[at - 1]?.place.span, all[at + 1]?.place.span];
  const { from, to } = before ? { from: before.to, to: span.to } : { from: span.from, to: after?.from ?? span.to };
  return replace({ file, span: { from, to } }, "");
}
