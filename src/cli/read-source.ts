import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { bytesHash } from "../source-hash.ts";
import { fault, reasonOf } from "./fault.ts";

/** The word that stands for standard input. */
export const STDIN = "-";

/** Reads a Python file that the user named; throws a fault where that fails. */
export function readSource(path: string): string {
  return decodePython(readBytes(path), path === STDIN ? "standard input" : path);
}

/** A flow file for `compile`: its text, and the hash of its bytes where they are not the text in UTF-8. */
export function readFlowFile(path: string): { readonly text: string; readonly fileHash?: string } {
  const bytes = readBytes(path);
  const text = decodePython(bytes, path === STDIN ? "standard input" : path);
  return isUtf8(bytes) ? { text } : { text, fileHash: bytesHash(bytes) };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path === STDIN ? 0 : path);
  } catch (thrown) {
    throw fault(`cannot read ${path === STDIN ? "standard input" : path}: ${reasonOf(thrown)}`);
  }
}

/** The text of a Python file: UTF-8 unless it declares something else (PEP 263). A byte order mark is kept. */
export function decodePython(bytes: Buffer, name: string): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const declared = declaredEncoding(bytes);
  if (declared === null) {
    throw fault(
      `${name} is not UTF-8`,
      "save it as UTF-8, or declare its encoding in the first line, as Python wants it",
    );
  }
  // The web calls windows-1252 by this name, which is not the same in 32 places.
  if (/^(latin-?1|l1|iso-?8859-?1|cp819)$/.test(declared)) return bytes.toString("latin1");
  const label = declared.replace(/^cp-?(\d+)$/, "windows-$1");
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (thrown) {
    const reason = thrown instanceof RangeError ? "that encoding is not known here" : "it is not";
    throw fault(`${name} says that it is encoded as ${declared}: ${reason}`, "save it as UTF-8");
  }
}

/** What a comment in the first two lines says, as Python looks for it. */
function declaredEncoding(bytes: Buffer): string | null {
  for (const line of bytes
    .subarray(0, 1000)
    .toString("latin1")
    .split(/\r\n|\r|\n/)
    .slice(0, 2)) {
    const [, found] = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line) ?? [];
    if (found) return found.toLowerCase().replaceAll("_", "-");
    if (!/^[ \t\f]*(#.*)?$/.test(line)) return null;
  }
  return null;
}
