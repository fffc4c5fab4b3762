import type { Edit, Place } from "../../diagnostics/diagnostic.ts";
import type { PyDecorator } from "../../parser/ast.ts";
import type { FunctionObject, SourceModule } from "../objects.ts";
import { insert, replace, wholeLines } from "../source-edits.ts";
import { resolveDecorator } from "./decorators.ts";
import type { Interpreter } from "./interpreter.ts";

/** Removes a decorator that stands on its definition twice, in the same words. */
export function withoutCopy(
  source: SourceModule,
  decorators: readonly PyDecorator[],
  place: Place,
  other: Place,
): Edit[] | null {
  const own = [place, other].map(
    ({ file, span }) => file === source.file && decorators.some((each) => each.span.from === span.from),
  );
  const [text, same] = [place, other].map(({ span }) => source.text.slice(span.from, span.to));
  const lines = own.every(Boolean) && text === same ? wholeLines(source, place.span) : null;
  return lines && replace({ file: source.file, span: lines }, "");
}

/** Moves a decorator above the `@step` that it stands below. */
export function aboveStep(
  interpreter: Interpreter,
  { definition: { decorators }, scope }: FunctionObject,
  place: Place,
): Edit[] | null {
  const at = decorators.findIndex(({ span }) => span.from === place.span.from);
  const step = decorators.slice(0, Math.max(at, 0)).findLast(({ expression }) => {
    const applied = resolveDecorator(interpreter, expression, scope);
    return applied.kind === "step-marker" || (applied.kind === "metaflow" && applied.name === "step");
  });
  const { source } = scope;
  const lines = step && place.file === source.file ? wholeLines(source, place.span) : null;
  const above = step && wholeLines(source, step.span);
  if (!lines || !above) return null;
  const moved = insert(source.file, above.from, source.text.slice(lines.from, lines.to));
  return [moved, ...replace({ file: source.file, span: lines }, "")];
}
