import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal digits. */
export function sourceHash(text: string): string {
  return bytesHash(utf8(text));
}

/** SHA-256 of bytes, in hexadecimal digits. */
export function bytesHash(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** What nearly all JavaScript has, and a bare context does not. */
declare const TextEncoder: (new () => { encode(text: string): Uint8Array }) | undefined;

function utf8(text: string): Uint8Array {
  return typeof TextEncoder === "undefined" ? encoded(text) : new TextEncoder().encode(text);
}

/** As `TextEncoder` does it: a lone surrogate becomes U+FFFD. */
function encoded(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    let point = text.charCodeAt(at);
    if (point < 0x80) {
      bytes[length++] = point;
      continue;
    }
    if (point >= 0xd800 && point < 0xe000) {
      const low = point < 0xdc00 ? text.charCodeAt(at + 1) : 0;
      const isPair = low >= 0xdc00 && low < 0xe000;
      point = isPair ? 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
      if (isPair) at++;
    }
    if (point < 0x800) bytes[length++] = 0xc0 | (point >> 6);
    else {
      if (point < 0x10000) bytes[length++] = 0xe0 | (point >> 12);
      else {
        bytes[length++] = 0xf0 | (point >> 18);
        bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (point & 0x3f);
  }
  return bytes.subarray(0, length);
}
