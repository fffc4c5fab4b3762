import type { Span } from "../diagnostics/span.ts";
import type { PyExpression } from "./ast.ts";

/** What the tree is built from. */
export interface Source {
  /** As the user wrote it. */
  readonly text: string;
  /** What the grammar read: the same offsets, less `shift`. It may go on behind the end of `text`. */
  readonly masked: string;
  /** Offset in `text` of the masked text's first character. */
  readonly shift: number;
  /** Reads an expression that was hidden from the grammar and starts at this offset of `text`. */
  hidden(from: number): PyExpression | null;
  /** Reads `[from, to)` of `text` as an expression, as far as the grammar knows it; of a hidden part. */
  alone(from: number, to: number): PyExpression | null;
}

/** An offset of the grammar's tree in the original text. */
export const offsetOf = ({ text, shift }: Source, at: number): number => Math.min(at + shift, text.length);

/** A node of the grammar's tree in offsets of the original text. */
export const spanOf = (source: Source, node: { readonly from: number; readonly to: number }): Span => ({
  from: offsetOf(source, node.from),
  to: offsetOf(source, node.to),
});

/** What the user wrote there. */
export const textOf = (source: Source, node: { readonly from: number; readonly to: number }): string =>
  source.text.slice(node.from + source.shift, node.to + source.shift);
