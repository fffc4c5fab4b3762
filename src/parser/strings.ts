/** A literal's prefix and quotes. */
export interface StringShape {
  readonly bytes: boolean;
  readonly raw: boolean;
  readonly format: boolean;
  readonly template: boolean;
  /** Offsets of the content within the literal. */
  readonly from: number;
  readonly to: number;
}

/** Takes a literal's outer parts off; `null` when it has no end, or the grammar took something else for one. */
export function stringShape(literal: string): StringShape | null {
  const prefix = literal.slice(0, literal.search(/['"]/)).toLowerCase();
  const quote = literal[prefix.length];
  if (quote === undefined) return null;
  const size = literal.startsWith(quote.repeat(3), prefix.length) ? 3 : 1;
  const from = prefix.length + size;
  const to = literal.length - size;
  if (to < from || !literal.endsWith(quote.repeat(size))) return null;
  return {
    bytes: prefix.includes("b"),
    raw: prefix.includes("r"),
    format: prefix.includes("f"),
    template: prefix.includes("t"),
    from,
    to,
  };
}

const simple: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const escapes = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g;

/**
 * The text that a literal's content stands for, as Python reads it: line ends are `\n`, unknown escapes stay as they
 * are. `null` when that takes a table of character names (`\N{…}`) or the escape is malformed.
 */
export function decodeString(content: string, raw: boolean): string | null {
  const text = content.includes("\r") ? content.replace(/\r\n?/g, "\n") : content;
  if (raw || !text.includes("\\")) return text;
  let fails = false;
  const result = text.replace(escapes, (whole, octal, hex, short, long, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    const point = hex ?? short ?? long;
    if (point !== undefined) {
      const value = Number.parseInt(point, 16);
      if (value <= 0x10ffff) return String.fromCodePoint(value);
    } else if (!"NxuU".includes(other)) return simple[other] ?? whole;
    fails = true;
    return "";
  });
  // Two escaped halves stay two characters in Python, but would be one here.
  if (/\\u[dD][89a-fA-F]/.test(text) && /[\ud800-\udbff][\udc00-\udfff]/.test(result)) return null;
  return fails ? null : result;
}

/** The same for bytes: only ASCII, octal and `\x` escapes; octal values are cut to 8 bits. */
export function decodeBytes(content: string, raw: boolean): Uint8Array | null {
  const text = content.replace(/\r\n?/g, "\n");
  if (/[^\x00-\x7f]/.test(text)) return null;
  if (raw) return Uint8Array.from(text, (character) => character.charCodeAt(0));
  let fails = false;
  const result = text.replace(escapes, (whole, octal, hex, short, long, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (short !== undefined || long !== undefined) return whole;
    if (other === "x") fails = true;
    return simple[other] ?? whole;
  });
  return fails ? null : Uint8Array.from(result, (character) => character.charCodeAt(0));
}
