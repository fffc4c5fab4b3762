import type { Span } from "../diagnostics/span.ts";
import type { PyNumber, PyOpaque } from "./ast.ts";

/** CPython refuses longer integers in source text. */
const MOST_DIGITS = 4300;

/** Reads a number literal: exact integers, floats and imaginary numbers. Malformed ones are `opaque`. */
export function numberLiteral(literal: string, span: Span): PyNumber | PyOpaque {
  const text = literal.replace(/_/g, "").toLowerCase();
  if (/^(?:\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/.test(text)) {
    const tooLong = text.length > MOST_DIGITS && text[0] !== "0";
    return tooLong ? { kind: "opaque", span } : { kind: "number", type: "int", value: BigInt(text), span };
  }
  const imaginary = text.endsWith("j");
  const value = Number(imaginary ? text.slice(0, -1) : text);
  if (Number.isNaN(value)) return { kind: "opaque", span };
  return { kind: "number", type: imaginary ? "complex" : "float", value, span };
}
