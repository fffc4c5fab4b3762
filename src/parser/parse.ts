import { parser } from "@lezer/python";
import * as codes from "../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../diagnostics/diagnostic.ts";
import type { PyExpression, PyModule } from "./ast.ts";
import { docstringOf } from "./definitions.ts";
import { expression } from "./expressions.ts";
import { grammarFaults } from "./grammar-faults.ts";
import { mask } from "./mask/mask.ts";
import { normalise } from "./normalise.ts";
import type { Source } from "./source.ts";
import { statementsOf } from "./statements.ts";
import { hasErrorNode, parseTree, SENTINEL, type Trees } from "./trees.ts";
import { withoutUnknownBodies } from "./unknown-bodies.ts";

const nothingHidden = (): null => null;

/** The expression that stands in `[from, to)` of a text, `shown` being what the grammar is to see of it. */
function readAlone(text: string, shown: string, from: number) {
  const masked = `(${shown})`;
  const tree = parser.parse(masked);
  const node = tree.topNode.firstChild?.firstChild;
  const source: Source = { text, masked, shift: from - 1, hidden: nothingHidden, alone: nothingHidden };
  return { expression: node ? expression(source, node) : null, isWhole: !hasErrorNode(tree) };
}

/**
 * Reads a Python file. Whatever the text, this returns a tree; what Python itself would refuse is reported (at most
 * about 20 times). Spans are UTF-16 offsets into `text`. With `trees`, what an earlier text of the file has in common
 * with this one is not read by the grammar again.
 */
export function parseModule(text: string, file: string, report: DiagnosticSink, trees?: Trees): PyModule {
  const zero = text.indexOf("\0");
  if (zero >= 0) {
    report(diagnostic(codes.not_text(), { file, span: { from: zero, to: zero + 1 } }));
    return { body: [], docstring: null, text };
  }
  const normal = normalise(text);
  const masked = mask(normal);
  const read = parseTree(masked.text + SENTINEL, file, trees);
  const { tree, shown, faults: unknown } = withoutUnknownBodies(masked, read, text);
  const hidden = (from: number): PyExpression | null => {
    const to = masked.decorators.get(from);
    if (to === undefined) return null;
    const read = readAlone(text, masked.inner.slice(from, to), from);
    if (!read.isWhole) {
      const text = codes.syntax_error({ problem: "this is not an expression", hint: "write `@name` or `@name(…)`" });
      report(diagnostic(text, { file, span: { from, to } }));
    }
    return read.expression ?? { kind: "opaque", span: { from, to } };
  };
  const alone = (from: number, to: number): PyExpression | null => {
    const read = readAlone(text, normal.slice(from, to), from);
    return read.isWhole ? read.expression : null;
  };
  const source: Source = { text, masked: shown, shift: 0, hidden, alone };
  const body = statementsOf(source, tree.topNode, 0);
  const faults = masked.faults.length > 0 ? masked.faults : [...unknown, ...grammarFaults(tree, text)];
  for (const { text: message, span, missing } of faults) {
    const edits = missing && [{ place: { file, span: { from: missing.at, to: missing.at } }, text: missing.text }];
    report(diagnostic(message, { file, span }, { edits }));
  }
  return { body, docstring: docstringOf(body), text };
}
