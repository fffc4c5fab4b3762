import { docstringIndent } from "./docstring.ts";
import type { StepObject } from "./objects.ts";

/**
 * Whether Metaflow can parse the source of a step. It removes the indent of the first line from all lines, or that of the
 * second where the first has none (`FlowGraph._create_nodes` in metaflow/graph.py): for a function at the margin, the
 * second line is its body, which then lies at the margin, too.
 */
export function isReadableSource({ definition, source }: StepObject): boolean {
  const { from, to } = definition.span;
  if (from > 0 && !/[\n\r\f]/.test(source.text[from - 1] as string)) return true;
  const indent = docstringIndent(source.text.slice(from, to));
  const first = definition.body()[0];
  if (indent === null || !first) return true;
  const line = source.text
    .slice(0, first.span.from)
    .split(/[\n\r]/)
    .at(-1) as string;
  return line !== indent;
}
